package org.pressroom.gateway.site.comments;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.ArticleView;
import org.pressroom.common.contract.CommentView;
import org.pressroom.common.contract.ThreadPart;
import org.pressroom.gateway.site.look.DisplayTime;
import org.springframework.web.util.UriUtils;

/**
 * The comments of an article as one of its pages shows them.
 *
 * @param available false where the comment service did not answer in time; the page then says so
 * @param closes when it takes no more of them; null where that is never, or over
 * @param self the address of this page of the thread, from whichever side it was reached
 * @param earlier where the comments before these are, or null
 * @param more where the next comments are, or null
 * @param version what the live stream goes on from, or null
 */
public record CommentThread(
        boolean available,
        boolean open,
        boolean moderated,
        @Nullable DisplayTime closes,
        long total,
        List<Node> nodes,
        String self,
        @Nullable String earlier,
        @Nullable String more,
        @Nullable String version) {
    /** A scheme is the same in capitals. */
    private static final Pattern WEB = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);

    private static final String[] INKS = {"ink-c", "ink-m", "ink-y", "ink-k"};

    /** Replies are drawn indented down to this one; those below stand beside what they answer. */
    private static final int DEEPEST_INDENT = 4;

    /**
     * A comment and the answers to it.
     *
     * @param answered what it answers, or null
     */
    record Node(
            CommentView comment,
            CommentWords words,
            DisplayTime created,
            @Nullable String website,
            String initial,
            String ink,
            @Nullable Answered answered,
            List<Node> replies) {}

    /**
     * What a comment answers.
     *
     * @param name of its writer; null where it was taken away
     */
    record Answered(String url, @Nullable String name) {}

    /** How deep lists of answers are drawn within each other. Public, as all that templates reach. */
    public int deepestIndent() {
        return DEEPEST_INDENT;
    }

    /** Whether this is where the thread begins, which stands under the article. */
    public boolean isFirst() {
        return earlier == null;
    }

    public static CommentThread away(ArticleView article) {
        return new CommentThread(false, false, false, null, 0, List.of(), address(article), null, null, null);
    }

    public static CommentThread of(ArticleView article, CommentClient.Found found, DisplayTime.Style style) {
        ThreadPart part = found.part();
        return new CommentThread(
                true,
                article.takesComments(),
                article.holdsComments(),
                article.commentsCloseAt() == null ? null : style.day(article.commentsCloseAt()),
                Math.max(
                        article.commentCount(),
                        part.items().stream()
                                .filter(comment -> !comment.isGone())
                                .count()),
                arranged(article, part, style),
                part.previous() == null ? address(article) : address(article, part.self()),
                part.previous() == null ? null : address(article, part.previous()),
                part.next() == null ? null : address(article, part.next()),
                found.version());
    }

    /** Where a comment stands in its thread, however far down. */
    static String placeOf(ArticleView article, UUID id) {
        return address(article) + "?comment=" + id + "#comment-" + id;
    }

    private static String address(ArticleView article, @Nullable String place) {
        return place == null || place.equals(ThreadPart.START)
                ? address(article)
                : address(article) + "?after=" + UriUtils.encode(place, StandardCharsets.UTF_8);
    }

    private static String address(ArticleView article) {
        return "/articles/" + article.slug();
    }

    /**
     * Puts each comment under the one it answers; one whose parent is on another page stands at the top level, and no
     * list is deeper than {@link #DEEPEST_INDENT}.
     */
    private static List<Node> arranged(ArticleView article, ThreadPart part, DisplayTime.Style style) {
        Map<UUID, Answered> answered = answered(article, part);
        Map<UUID, Placed> placed = new HashMap<>();
        List<Node> roots = new ArrayList<>();
        for (CommentView comment : part.items()) {
            UUID parentId = comment.parentId();
            Placed parent = parentId == null ? null : placed.get(parentId);
            Node node = node(comment, parentId == null ? null : answered.get(parentId), style);
            Placed place = parent == null ? new Placed(node, roots, 0) : parent.answeredBy(node);
            place.list().add(node);
            placed.put(comment.id(), place);
        }
        return roots;
    }

    /** A node, the list that it stands in, and how deep that is. */
    private record Placed(Node node, List<Node> list, int depth) {
        Placed answeredBy(Node reply) {
            return depth < DEEPEST_INDENT
                    ? new Placed(reply, node.replies(), depth + 1)
                    : new Placed(reply, list, depth);
        }
    }

    /** What is answered on this page, by its id. */
    private static Map<UUID, Answered> answered(ArticleView article, ThreadPart part) {
        Map<UUID, Answered> answered = new HashMap<>();
        part.items().stream()
                .map(CommentView::parentId)
                .filter(Objects::nonNull)
                .forEach(id -> answered.put(id, new Answered(placeOf(article, id), null)));
        part.parents()
                .forEach(parent ->
                        answered.put(parent.id(), new Answered(placeOf(article, parent.id()), parent.name())));
        part.items()
                .forEach(comment -> answered.put(
                        comment.id(),
                        new Answered(
                                "#comment-" + comment.id(),
                                comment.isGone() ? null : comment.author().name())));
        return answered;
    }

    private static Node node(CommentView comment, @Nullable Answered answered, DisplayTime.Style style) {
        String name = comment.author().name().strip();
        return new Node(
                comment,
                CommentWords.of(comment.bodyHtml()),
                style.minute(comment.createdAt()),
                webAddress(comment.author().website()),
                name.isEmpty() ? "?" : name.substring(0, name.offsetByCodePoints(0, 1)),
                INKS[Math.floorMod(name.hashCode(), INKS.length)],
                answered,
                new ArrayList<>());
    }

    /** Only what a browser opens as a page: never {@code javascript:} and its like, whatever a service let through. */
    private static @Nullable String webAddress(@Nullable String website) {
        return website != null && WEB.matcher(website).lookingAt() ? website : null;
    }
}
