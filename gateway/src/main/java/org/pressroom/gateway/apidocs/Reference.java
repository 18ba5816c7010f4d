package org.pressroom.gateway.apidocs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The document as its page shows it. Public, as all that templates reach.
 *
 * @param sections a tag each
 * @param problems those that many operations refer to
 * @param problem what the body of each is
 * @param types those that are named within others
 */
public record Reference(List<Section> sections, List<Problem> problems, TypeName problem, List<ObjectType> types) {

    /** How many operations there are. */
    public int size() {
        return sections.stream()
                .mapToInt(section -> section.operations().size())
                .sum();
    }

    /** The operations of a tag. */
    public record Section(String name, String anchor, List<Operation> operations) {}

    /**
     * A method of a path.
     *
     * @param path its variables are code
     * @param ownProblems those whose meaning is this operation's own
     * @param problems those that mean what they mean everywhere
     */
    public record Operation(
            String anchor,
            String title,
            String method,
            List<Prose.Piece> path,
            Prose summary,
            Prose description,
            Access access,
            List<Field> parameters,
            List<Content> body,
            List<Answer> answers,
            List<Answer> ownProblems,
            List<Problem> problems,
            String curl) {}

    /**
     * Who may.
     *
     * @param roles of which an account needs one; empty where any will do
     * @param anyone whether no account is needed
     * @param editToken whether who wrote the comment may
     * @param readerToken whether who is subscribed is told more
     * @param csrf whether it is due without a session too
     * @param scope what a limited token needs; null where any will do
     * @param read whether the scope of all reads is enough
     */
    public record Access(
            List<String> roles,
            boolean anyone,
            boolean editToken,
            boolean readerToken,
            boolean csrf,
            @Nullable String scope,
            boolean read) {}

    /**
     * A parameter, a header, or a part of an object.
     *
     * @param note whether it must be there, or may be missing where others are; null where that goes without saying
     * @param place where a parameter stands; null for a part of an object
     * @param limits in words
     * @param values all that it may be, where they are listed
     */
    public record Field(
            String name,
            @Nullable String note,
            @Nullable String place,
            TypeName type,
            List<String> limits,
            List<String> values,
            Prose about) {}

    /**
     * What something is.
     *
     * @param within what it is a part of, such as {@code list of}; empty where of nothing
     * @param anchor where the type is told of; null where its name says it all
     */
    public record TypeName(
            String within, String name, @Nullable String anchor, boolean nullable) {}

    /** An object and its parts. */
    public record ObjectType(String name, String anchor, Prose about, List<Field> fields) {}

    /**
     * A body, sent or answered.
     *
     * @param mediaType its type of content
     * @param types the object, and where that is a part of a list, its items
     * @param events what a stream consists of; empty for anything else
     * @param example null where there is nothing to show
     */
    public record Content(
            String mediaType,
            TypeName type,
            List<ObjectType> types,
            List<Field> events,
            @Nullable String example) {}

    /** What is answered with a status. */
    public record Answer(String status, String phrase, Prose about, List<Field> headers, List<Content> content) {}

    /** A failure that many operations may end in. */
    public record Problem(String status, String phrase, String anchor, Prose about) {}
}
