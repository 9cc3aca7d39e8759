package dev.mooring.examples;

import dev.mooring.connection.AccessScope;
import dev.mooring.connection.ConnectionCategory;
import dev.mooring.connection.ConnectionDraft;
import dev.mooring.connection.CredentialSource;
import dev.mooring.connection.aws.AwsProvider;
import dev.mooring.connection.core.ConnectionLayer;
import dev.mooring.connection.core.keys.KeyRotation;
import dev.mooring.connection.core.keys.SealingKeys;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Changes over to a new key and retires the old one, while another thread goes on vending. */
public final class RotateKeys {
    private RotateKeys() {}

    public static void main(String... arguments) throws InterruptedException {
        try (ConnectionLayer layer =
                ConnectionLayer.inMemory().provider(new AwsProvider()).open()) {
            layer.workspace("sales", "qiliang")
                    .create(ConnectionDraft.of(ConnectionCategory.STORAGE, "orders", "S3")
                            .property("REGION", "eu-west-1")
                            .property("ACCESS_KEY", "AKIAIOSFODNN7EXAMPLE")
                            .property("SECRET_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
                            .build());
            CredentialSource source = layer.workspace("sales", "qiliang").source("orders", AccessScope.everything());
            AtomicBoolean isOver = new AtomicBoolean();
            AtomicLong vended = new AtomicLong();
            Thread job = new Thread(() -> {
                while (!isOver.get()) {
                    source.get();
                    vended.incrementAndGet();
                }
            });
            job.start();
            SealingKeys keys = layer.keys();
            String old = keys.list().get(0).id();
            System.out.println("added " + keys.add());
            KeyRotation rotation = keys.rotate();
            System.out.println("put " + rotation.connections() + " connection under " + rotation.to());
            keys.retire(old);
            System.out.println("verified: " + keys.verify().isClean());
            isOver.set(true);
            job.join();
            System.out.println("vended meanwhile: " + (vended.get() > 0));
        }
    }
}
