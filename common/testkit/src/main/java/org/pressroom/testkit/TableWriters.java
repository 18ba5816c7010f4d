package org.pressroom.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which packages of a program write which tables, as the SQL in its sources says: a table is to have one writer.
 *
 * <pre>{@code
 * assertThat(TableWriters.of("org.pressroom.article"))
 *         .isEqualTo(Map.of("draft", Set.of("writing"), "slug", Set.of("slugs")));
 * }</pre>
 */
public final class TableWriters {

    private static final Path SOURCES = Path.of("src/main/java");

    /** A statement that writes; not the clauses {@code FOR UPDATE}, {@code DO UPDATE} and their like. */
    private static final Pattern WRITES =
            Pattern.compile("\\b(?:INSERT\\s+INTO|DELETE\\s+FROM|MERGE\\s+INTO|TRUNCATE(?:\\s+TABLE)?"
                    + "|(?<!FOR )(?<!KEY )(?<!DO )(?<!ON )UPDATE(?:\\s+ONLY)?)"
                    + "(?:\\s+(?<table>[a-z_][a-z_0-9]*)|\\s*\"\\s*\\+\\s*(?<expression>[\\w.()]+))");

    private TableWriters() {}

    /**
     * The packages that write each table, named by what follows the program's own.
     *
     * @param program its package
     * @return by table; where a statement takes the table's name from an expression, by that
     */
    public static Map<String, Set<String>> of(String program) {
        Path root = SOURCES.resolve(program.replace('.', '/'));
        Map<String, Set<String>> writers = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher writes = WRITES.matcher(Files.readString(file));
                while (writes.find()) {
                    String table = writes.group("table") == null ? writes.group("expression") : writes.group("table");
                    writers.computeIfAbsent(table, first -> new TreeSet<>()).add(packageOf(root.relativize(file)));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return writers;
    }

    private static String packageOf(Path file) {
        Path folder = file.getParent();
        return folder == null
                ? ""
                : folder.toString().replace(folder.getFileSystem().getSeparator(), ".");
    }
}
