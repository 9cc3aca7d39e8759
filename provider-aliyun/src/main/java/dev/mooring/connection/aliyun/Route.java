package dev.mooring.connection.aliyun;

import dev.mooring.connection.credential.Credential;
import java.net.URI;
import java.time.Duration;

/**
 * Where one call goes, as whom, and for how long.
 *
 * @param endpoint the service's address
 * @param region the region it is signed for
 * @param credential whose key signs it
 * @param limit the time limit of the call
 */
record Route(URI endpoint, String region, Credential credential, Duration limit) {}
