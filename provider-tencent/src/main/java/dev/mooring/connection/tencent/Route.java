package dev.mooring.connection.tencent;

import dev.mooring.connection.credential.Credential;
import dev.mooring.connection.spi.Resources;
import java.time.Duration;

/**
 * Where one call goes, as whom, and for how long.
 *
 * @param endpoint the service's address
 * @param region the region it names
 * @param credential whose key signs it
 * @param limit the time limit of the call
 * @param resources what the connection keeps open
 */
record Route(Endpoint endpoint, String region, Credential credential, Duration limit, Resources resources) {}
