package dev.mooring.connection.tck.emulator.aws;

import dev.mooring.connection.tck.emulator.PercentEncoding;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes one page of ListObjectsV2. */
final class S3Listing {
    private static final int LARGEST_PAGE = 1000;

    private final AwsCall call;
    private final S3Bucket bucket;
    private final String prefix;
    private final String delimiter;
    private final int pageSize;
    private final Set<String> commonPrefixes = new TreeSet<>();
    private int count;
    private String last = "";
    private String next = "";

    S3Listing(AwsCall call, S3Bucket bucket) {
        this.call = call;
        this.bucket = bucket;
        this.prefix = call.parameter("prefix");
        this.delimiter = call.parameter("delimiter");
        this.pageSize = pageSize(call.optional("max-keys").orElse(String.valueOf(LARGEST_PAGE)));
    }

    String xml(Instant modified) {
        XmlText xml = XmlText.root("ListBucketResult", S3Emulator.NAMESPACE)
                .leaf("Name", bucket.name())
                .leaf("Prefix", encoded(prefix))
                .leaf("MaxKeys", pageSize);
        call.optional("delimiter").ifPresent(text -> xml.leaf("Delimiter", encoded(text)));
        call.optional("encoding-type").ifPresent(type -> xml.leaf("EncodingType", type));
        String start = call.optional("continuation-token").orElseGet(() -> call.parameter("start-after"));
        for (Map.Entry<String, byte[]> entry : (start.isEmpty() ? bucket.objects() : bucket.after(start)).entrySet()) {
            if (entry.getKey().startsWith(prefix) && !add(entry, xml, modified)) {
                break;
            }
        }
        commonPrefixes.forEach(common ->
                xml.open("CommonPrefixes").leaf("Prefix", encoded(common)).close());
        xml.leaf("KeyCount", count).leaf("IsTruncated", !next.isEmpty());
        if (!next.isEmpty()) {
            xml.leaf("NextContinuationToken", next);
        }
        return xml.finished();
    }

    private boolean add(Map.Entry<String, byte[]> entry, XmlText xml, Instant modified) {
        String key = entry.getKey();
        int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        if (cut >= 0 && commonPrefixes.contains(key.substring(0, cut + delimiter.length()))) {
            last = key;
            return true;
        }
        if (count == pageSize) {
            next = last;
            return false;
        }
        if (cut >= 0) {
            commonPrefixes.add(key.substring(0, cut + delimiter.length()));
        } else {
            xml.open("Contents")
                    .leaf("Key", encoded(key))
                    .leaf("LastModified", modified)
                    .leaf("ETag", "\"" + S3Emulator.tag(entry.getValue()) + "\"")
                    .leaf("Size", entry.getValue().length)
                    .leaf("StorageClass", "STANDARD")
                    .close();
        }
        count++;
        last = key;
        return true;
    }

    private String encoded(String text) {
        return call.parameter("encoding-type").equals("url") ? PercentEncoding.encodePath(text) : text;
    }

    private static int pageSize(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw new AwsFailure(400, "InvalidArgument", "Provided max-keys not an integer or within integer range");
        }
        return Math.min(Integer.parseInt(text), LARGEST_PAGE);
    }
}
