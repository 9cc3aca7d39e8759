package dev.mooring.connection.core.internal.content;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The directories whose files content properties may name.
 *
 * @param ofAll those of every workspace
 * @param ofWorkspaces by workspace, those of its own
 */
public record AdmittedDirectories(Set<Path> ofAll, Map<String, Set<Path>> ofWorkspaces) {
    /** Copies all. */
    public AdmittedDirectories {
        ofAll = Set.copyOf(ofAll);
        ofWorkspaces = ofWorkspaces.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
    }

    /** What one workspace may name. The deepest directory decides, so that one of another workspace stays closed. */
    record Reach(Set<Path> own, Set<Path> foreign) {
        boolean includes(Path path) {
            int deepest = deepest(own, path);
            return deepest >= 0 && deepest >= deepest(foreign, path);
        }

        /** The same without links; a directory that is not there yet holds nothing that could be linked to. */
        Reach real() {
            return new Reach(real(own), real(foreign));
        }

        private static int deepest(Set<Path> directories, Path path) {
            return directories.stream()
                    .filter(path::startsWith)
                    .mapToInt(Path::getNameCount)
                    .max()
                    .orElse(-1);
        }

        private static Set<Path> real(Set<Path> directories) {
            Set<Path> real = new HashSet<>();
            for (Path directory : directories) {
                try {
                    real.add(directory.toRealPath());
                } catch (IOException e) {
                    real.add(directory);
                }
            }
            return real;
        }
    }

    Reach of(String workspace) {
        Set<Path> own = new HashSet<>(ofAll);
        Set<Path> foreign = new HashSet<>();
        ofWorkspaces.forEach((name, paths) -> (name.equals(workspace) ? own : foreign).addAll(paths));
        return new Reach(own, foreign);
    }

    /** What some workspace may name. */
    Reach ofAny() {
        Set<Path> all = new HashSet<>(ofAll);
        ofWorkspaces.values().forEach(all::addAll);
        return new Reach(all, Set.of());
    }
}
