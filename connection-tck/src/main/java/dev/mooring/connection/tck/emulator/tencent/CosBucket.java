package dev.mooring.connection.tck.emulator.tencent;

import dev.mooring.connection.AccessScope.Action;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A bucket with its objects, sorted by key. Safe for use by threads. */
final class CosBucket {
    private final TencentAccount owner;
    private final String name;
    private final String region;
    private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    CosBucket(TencentAccount owner, String name, String region) {
        this.owner = owner;
        this.name = name;
        this.region = region;
    }

    TencentAccount owner() {
        return owner;
    }

    String name() {
        return name;
    }

    String region() {
        return region;
    }

    /** The name that policies give the bucket itself. */
    String resource() {
        return resource("");
    }

    /** The name that policies give an object: what is not ASCII stands encoded in it, and so does a percent sign. */
    String resource(String key) {
        StringBuilder literal = new StringBuilder();
        key.codePoints().forEach(c -> {
            String text = Character.toString(c);
            literal.append(c > '~' || c == '%' ? PercentEncoding.encode(text) : text);
        });
        return "qcs::cos:" + region + ":uid/" + owner.appId() + ":" + name + "/" + literal;
    }

    /** What conditions look at when the prefix is listed: it is compared as it stands in the URL. */
    static Map<String, String> listing(Optional<String> prefix) {
        return prefix.map(text -> Map.of("cos:prefix", PercentEncoding.encode(text)))
                .orElseGet(Map::of);
    }

    void put(String key, byte[] content) {
        objects.put(key, content.clone());
    }

    void delete(String key) {
        objects.remove(key);
    }

    Optional<byte[]> content(String key) {
        return Optional.ofNullable(objects.get(key)).map(byte[]::clone);
    }

    /** Whether the principal may act on an object directly below the path, or list with the path as prefix. */
    boolean permits(TencentPrincipal principal, Action action, String path) {
        String object = resource(path + "object");
        return principal.account() == owner
                && switch (action) {
                    case READ -> principal.isAllowed("cos:GetObject", object);
                    case LIST -> principal.isAllowed("cos:GetBucket", resource(), listing(Optional.of(path)));
                    case WRITE -> principal.isAllowed("cos:PutObject", object);
                    case DELETE -> principal.isAllowed("cos:DeleteObject", object);
                    case INVOKE -> false;
                };
    }

    /** The objects after a key. */
    NavigableMap<String, byte[]> after(String key) {
        return key.isEmpty() ? objects : objects.tailMap(key, false);
    }
}
