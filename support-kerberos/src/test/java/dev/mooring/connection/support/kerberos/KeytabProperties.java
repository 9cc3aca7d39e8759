package dev.mooring.connection.support.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.connection.ConnectionError;
import dev.mooring.connection.ConnectionException;
import dev.mooring.connection.credential.Secret;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class KeytabProperties {
    @Property
    void readsOrRefusesAnyBytes(@ForAll byte[] tail, @ForAll boolean hasVersion) {
        byte[] bytes = new byte[tail.length + 2];
        System.arraycopy(tail, 0, bytes, 2, tail.length);
        bytes[0] = (byte) (hasVersion ? 5 : tail.length);
        bytes[1] = 2;
        try {
            assertThat(Keytab.read(Secret.of(bytes)).principals()).isNotEmpty();
        } catch (ConnectionException e) {
            assertThat(e.code()).isEqualTo(ConnectionError.INVALID_PROPERTIES);
        }
    }
}
