package dev.mooring.connection.hms.bridge;

import dev.mooring.connection.hms.wire.Session;
import dev.mooring.connection.property.HostPort;

/** A session and the server that it is with. */
record Opened(HostPort server, Session session) {}
