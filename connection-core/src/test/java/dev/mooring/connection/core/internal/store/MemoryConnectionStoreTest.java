package dev.mooring.connection.core.internal.store;

import org.junit.jupiter.api.Nested;

class MemoryConnectionStoreTest {
    @Nested
    class Rows extends ConnectionStoreContract {
        @Override
        ConnectionStore open() {
            return new MemoryConnectionStore();
        }
    }

    @Nested
    class Changes extends StoreChangesContract {
        @Override
        ConnectionStore open() {
            return new MemoryConnectionStore();
        }
    }

    @Nested
    class Leases extends StoreLeaseContract {
        @Override
        ConnectionStore open() {
            return new MemoryConnectionStore();
        }
    }

    @Nested
    class Quota extends StoreQuotaContract {
        @Override
        ConnectionStore open() {
            return new MemoryConnectionStore();
        }
    }

    @Nested
    class Pages extends StorePagesContract {
        @Override
        ConnectionStore open() {
            return new MemoryConnectionStore();
        }
    }

    @Nested
    class Grants extends StoreGrantsContract {
        @Override
        ConnectionStore open() {
            return new MemoryConnectionStore();
        }
    }

    @Nested
    class Trail extends StoreAuditContract {
        @Override
        ConnectionStore open() {
            return new MemoryConnectionStore();
        }
    }

    @Nested
    class Dependents extends StoreDependentsContract {
        @Override
        ConnectionStore open() {
            return new MemoryConnectionStore();
        }
    }
}
