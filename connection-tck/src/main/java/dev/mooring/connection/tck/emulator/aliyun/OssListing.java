package dev.mooring.connection.tck.emulator.aliyun;

import dev.mooring.connection.tck.emulator.EmulatedResponse;
import dev.mooring.connection.tck.emulator.PercentEncoding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Answers one page of ListObjectsV2. */
final class OssListing {
    private static final int LARGEST_PAGE = 1000;

    private final AliyunCall call;
    private final OssBucket bucket;
    private final String prefix;
    private final String delimiter;

    OssListing(AliyunCall call, OssBucket bucket) {
        this.call = call;
        this.bucket = bucket;
        this.prefix = call.parameter("prefix");
        this.delimiter = call.parameter("delimiter");
    }

    EmulatedResponse answer(Instant modified) {
        int size = pageSize();
        String start = call.optional("continuation-token").orElseGet(() -> call.parameter("start-after"));
        List<Map.Entry<String, byte[]>> page = new ArrayList<>();
        Set<String> folders = new TreeSet<>();
        String last = "";
        String next = "";
        for (Map.Entry<String, byte[]> entry :
                bucket.objects().tailMap(start, false).entrySet()) {
            String key = entry.getKey();
            int cut = delimiter.isEmpty() || !key.startsWith(prefix) ? -1 : key.indexOf(delimiter, prefix.length());
            String folder = cut < 0 ? "" : key.substring(0, cut + delimiter.length());
            if (!key.startsWith(prefix) || folders.contains(folder)) {
                last = key;
                continue;
            }
            if (page.size() + folders.size() == size) {
                next = last;
                break;
            }
            if (cut < 0) {
                page.add(entry);
            } else {
                folders.add(folder);
            }
            last = key;
        }
        return written(page, folders, next, modified);
    }

    private EmulatedResponse written(
            List<Map.Entry<String, byte[]>> page, Set<String> folders, String next, Instant modified) {
        OssXml xml = new OssXml("ListBucketResult")
                .leaf("Name", bucket.name())
                .leaf("Prefix", encoded(prefix))
                .leaf("MaxKeys", pageSize())
                .leaf("Delimiter", encoded(delimiter));
        call.optional("encoding-type").ifPresent(type -> xml.leaf("EncodingType", type));
        page.forEach(entry -> xml.open("Contents")
                .leaf("Key", encoded(entry.getKey()))
                .leaf("LastModified", modified)
                .leaf("ETag", "\"" + OssEmulator.tag(entry.getValue()) + "\"")
                .leaf("Type", "Normal")
                .leaf("Size", entry.getValue().length)
                .leaf("StorageClass", "Standard")
                .close("Contents"));
        folders.forEach(folder ->
                xml.open("CommonPrefixes").leaf("Prefix", encoded(folder)).close("CommonPrefixes"));
        xml.leaf("KeyCount", page.size() + folders.size()).leaf("IsTruncated", !next.isEmpty());
        if (!next.isEmpty()) {
            xml.leaf("NextContinuationToken", next);
        }
        return xml.answer(200);
    }

    private int pageSize() {
        String text = call.optional("max-keys").orElse("100");
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LARGEST_PAGE) {
            throw new AliyunFailure(400, "InvalidArgument", "max-keys is from 1 to " + LARGEST_PAGE);
        }
        return Integer.parseInt(text);
    }

    private String encoded(String text) {
        return call.parameter("encoding-type").equals("url") ? PercentEncoding.encode(text) : text;
    }
}
