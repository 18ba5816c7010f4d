package org.pressroom.article.authors;

import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.pressroom.common.database.Columns;

/** The authors of an article in a row, in the order of the byline. */
public final class AuthorColumns {

    private AuthorColumns() {}

    /**
     * Selects what {@link #read} reads, where the first author is joined as {@code author}. author_pkey
     *
     * @param table that has the others' ids: {@code draft} or {@code article}, as the statement calls it
     */
    public static String of(String table) {
        return """
                author.account_id AS author_id, author.version AS author_version, author.slug AS author_slug,
                author.name AS author_name,
                ARRAY(SELECT part FROM unnest(%s.coauthor_ids) WITH ORDINALITY AS person (id, place)
                    JOIN author coauthor ON coauthor.account_id = person.id,
                    unnest(ARRAY[coauthor.account_id::text, coauthor.version::text, coauthor.slug, coauthor.name])
                        WITH ORDINALITY AS parts (part, piece)
                    ORDER BY person.place, piece) AS coauthors""".formatted(table);
    }

    /** At least one. */
    public static List<Author> read(Readable row) {
        List<String> parts = Columns.texts(row, "coauthors");
        List<Author> authors = new ArrayList<>(1 + parts.size() / 4);
        authors.add(first(row));
        for (int i = 0; i < parts.size(); i += 4) {
            authors.add(new Author(
                    UUID.fromString(parts.get(i)),
                    Long.parseLong(parts.get(i + 1)),
                    parts.get(i + 2),
                    parts.get(i + 3)));
        }
        return authors;
    }

    private static Author first(Readable row) {
        return new Author(
                Columns.uuid(row, "author_id"),
                Columns.number(row, "author_version"),
                Columns.text(row, "author_slug"),
                Columns.text(row, "author_name"));
    }
}
