package dev.mooring.connection.tck.emulator.tencent;

import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes one page of List Objects. */
final class CosListing {
    private static final int LARGEST_PAGE = 1000;

    private final TencentCall call;
    private final CosBucket bucket;
    private final String prefix;
    private final String delimiter;
    private final int pageSize;
    private final Set<String> commonPrefixes = new TreeSet<>();
    private int count;
    private String last = "";
    private String next = "";

    CosListing(TencentCall call, CosBucket bucket) {
        this.call = call;
        this.bucket = bucket;
        this.prefix = call.parameter("prefix");
        this.delimiter = call.parameter("delimiter");
        this.pageSize = pageSize(call.optional("max-keys").orElse(String.valueOf(LARGEST_PAGE)));
    }

    EmulatedResponse answer(Instant modified) {
        CosXml xml = new CosXml("ListBucketResult")
                .leaf("Name", bucket.name())
                .leaf("Prefix", encoded(prefix))
                .leaf("Marker", encoded(call.parameter("marker")))
                .leaf("MaxKeys", pageSize);
        call.optional("delimiter").ifPresent(text -> xml.leaf("Delimiter", encoded(text)));
        call.optional("encoding-type").ifPresent(type -> xml.leaf("EncodingType", type));
        for (Map.Entry<String, byte[]> entry :
                bucket.after(call.parameter("marker")).entrySet()) {
            if (entry.getKey().startsWith(prefix) && !add(entry, xml, modified)) {
                break;
            }
        }
        commonPrefixes.forEach(common ->
                xml.open("CommonPrefixes").leaf("Prefix", encoded(common)).close());
        xml.leaf("IsTruncated", !next.isEmpty());
        if (!next.isEmpty()) {
            xml.leaf("NextMarker", encoded(next));
        }
        return xml.answered(200);
    }

    private boolean add(Map.Entry<String, byte[]> entry, CosXml xml, Instant modified) {
        String key = entry.getKey();
        int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        String common = cut < 0 ? "" : key.substring(0, cut + delimiter.length());
        if (cut >= 0
                && (commonPrefixes.contains(common) || call.parameter("marker").equals(common))) {
            return true;
        }
        if (count == pageSize) {
            next = last;
            return false;
        }
        if (cut >= 0) {
            commonPrefixes.add(common);
            last = common;
        } else {
            xml.open("Contents")
                    .leaf("Key", encoded(key))
                    .leaf("LastModified", modified)
                    .leaf("ETag", "\"" + CosEmulator.tag(entry.getValue()) + "\"")
                    .leaf("Size", entry.getValue().length)
                    .leaf("StorageClass", "STANDARD")
                    .close();
            last = key;
        }
        count++;
        return true;
    }

    private String encoded(String text) {
        return call.parameter("encoding-type").equals("url") ? PercentEncoding.encodePath(text) : text;
    }

    private static int pageSize(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw new TencentFailure(400, "InvalidArgument", "max-keys is no number in its range");
        }
        return Math.min(Integer.parseInt(text), LARGEST_PAGE);
    }
}
