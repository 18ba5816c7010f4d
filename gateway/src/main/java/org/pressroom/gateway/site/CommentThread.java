package org.pressroom.gateway.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * The comments of an article as its page shows them.
 *
 * @param available false where the comment service did not answer in time; the page then says so
 * @param more where the next comments are, or null
 * @param version what the live stream goes on from, or null
 */
record CommentThread(
        boolean available,
        boolean open,
        boolean moderated,
        long total,
        List<Node> nodes,
        @Nullable String more,
        @Nullable String version) {
    private static final String[] INKS = {"ink-c", "ink-m", "ink-y", "ink-k"};

    /**
     * A comment and the answers to it.
     *
     * @param orphan whether it answers a comment that is not on this page
     */
    record Node(
            CommentJson comment,
            Moment created,
            @Nullable String website,
            String initial,
            String ink,
            boolean orphan,
            List<Node> replies) {}

    static CommentThread away() {
        return new CommentThread(false, false, false, 0, List.of(), null, null);
    }

    static CommentThread of(ArticleJson article, Comments.Found found, Moment.Style style) {
        Listed<CommentJson> comments = found.page();
        String policy = article.commentPolicy();
        String next = comments.next();
        return new CommentThread(
                true,
                !"closed".equals(policy),
                "moderated".equals(policy),
                Math.max(
                        article.commentCount(),
                        comments.items().stream()
                                .filter(comment -> !comment.isGone())
                                .count()),
                arranged(comments.items(), style),
                next == null
                        ? null
                        : "/articles/" + article.slug() + "?after=" + UriUtils.encode(next, StandardCharsets.UTF_8)
                                + "#comments",
                found.version());
    }

    /** Puts each comment under the one it answers; one whose parent is on another page stands at the top level. */
    static List<Node> arranged(List<CommentJson> comments, Moment.Style style) {
        Set<String> present = comments.stream().map(CommentJson::id).collect(Collectors.toSet());
        Map<String, Node> nodes = new LinkedHashMap<>();
        comments.forEach(comment -> nodes.put(comment.id(), node(comment, present, style)));
        List<Node> roots = new ArrayList<>();
        for (Node node : nodes.values()) {
            Node parent = node.orphan()
                    ? null
                    : nodes.get(String.valueOf(node.comment().parentId()));
            (parent == null ? roots : parent.replies()).add(node);
        }
        return roots;
    }

    private static Node node(CommentJson comment, Set<String> present, Moment.Style style) {
        String name = comment.author().name().strip();
        boolean orphan = comment.parentId() != null && !present.contains(comment.parentId());
        return new Node(
                comment,
                style.minute(comment.createdAt()),
                webAddress(comment.author().website()),
                name.isEmpty() ? "?" : name.substring(0, name.offsetByCodePoints(0, 1)),
                INKS[Math.floorMod(name.hashCode(), INKS.length)],
                orphan,
                new ArrayList<>());
    }

    /** Only what a browser opens as a page: never {@code javascript:} and its like, whatever a service let through. */
    private static @Nullable String webAddress(@Nullable String website) {
        return website != null && (website.startsWith("https://") || website.startsWith("http://")) ? website : null;
    }
}
