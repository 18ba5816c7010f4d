package org.pressroom.common.paging;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;

/**
 * A place in a list: which list, and the sort keys of the last item shown. Opaque to clients, who can nonetheless forge
 * one, so every part is checked when it is read, and nothing secret is in it.
 */
public final class Cursor {

    private static final String SEPARATOR = "\n";
    private static final int MAX_LENGTH = 1024;

    private final List<String> parts;

    private Cursor(List<String> parts) {
        this.parts = parts;
    }

    /** A cursor of the given parts, none of which may contain a line break. */
    public static Cursor of(Object... parts) {
        List<String> texts = Arrays.stream(parts).map(Object::toString).toList();
        if (texts.stream().anyMatch(text -> text.contains(SEPARATOR))) {
            throw new IllegalArgumentException("a part of a cursor may not contain a line break");
        }
        return new Cursor(texts);
    }

    /**
     * Reads what {@link #in} wrote for the same list.
     *
     * @throws ProblemException 400 if it is no cursor, or another list's
     */
    static Cursor parse(String list, String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw bad();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            String joined = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (joined.indexOf('\0') >= 0) {
                throw bad();
            }
            List<String> parts = List.of(joined.split(SEPARATOR, -1));
            if (!parts.get(0).equals(mark(list))) {
                throw bad();
            }
            return new Cursor(parts.subList(1, parts.size()));
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            throw bad();
        }
    }

    /** Part {@code i} as it is; fails with 400 if there is none. */
    public String string(int i) {
        if (i >= parts.size()) {
            throw bad();
        }
        return parts.get(i);
    }

    /** Part {@code i} as an instant that PostgreSQL can hold, or 400. */
    public Instant instant(int i) {
        Instant instant = read(i, Instant::parse);
        if (instant.isBefore(Instant.EPOCH) || instant.isAfter(Instant.ofEpochSecond(253_402_300_799L))) {
            throw bad();
        }
        return instant;
    }

    /** Part {@code i} as a UUID, or 400. */
    public UUID uuid(int i) {
        return read(i, UUID::fromString);
    }

    /** Part {@code i} as a whole number, or 400. */
    public long number(int i) {
        return read(i, Long::valueOf);
    }

    /** Part {@code i} as the name of a constant, or 400. */
    public <E extends Enum<E>> E constant(int i, Class<E> type) {
        return read(i, name -> Enum.valueOf(type, name));
    }

    private <T> T read(int i, Function<String, T> reader) {
        try {
            return reader.apply(string(i));
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw bad();
        }
    }

    private static ProblemException bad() {
        return Problems.badRequest("The cursor in 'after' is not one that this list gave out.");
    }

    /** The cursor as clients get it, marked as one of this list. */
    String in(String list) {
        String marked = mark(list) + SEPARATOR + String.join(SEPARATOR, parts);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(marked.getBytes(StandardCharsets.UTF_8));
    }

    /** Short, since it only tells lists apart: a forged one is no worse than a forged part. */
    private static String mark(String list) {
        return Integer.toString(list.hashCode(), Character.MAX_RADIX);
    }
}
