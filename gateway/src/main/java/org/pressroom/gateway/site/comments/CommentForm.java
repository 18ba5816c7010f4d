package org.pressroom.gateway.site.comments;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pressroom.gateway.site.rendering.FormFields;
import org.springframework.util.MultiValueMap;

/**
 * What a reader typed into the comment form, and what was wrong with it.
 *
 * @param errors field names of the form ({@code body}, {@code name}, {@code email}, {@code website}) and what to say
 * @param problem what to say about the form as a whole, or null
 */
public record CommentForm(
        String body,
        String name,
        String email,
        String website,
        @Nullable String parentId,
        Map<String, String> errors,
        @Nullable String problem) {

    public static CommentForm blank() {
        return replyTo(null);
    }

    static CommentForm replyTo(@Nullable String parentId) {
        return new CommentForm("", "", "", "", parentId, Map.of(), null);
    }

    static CommentForm of(MultiValueMap<String, String> fields) {
        String parentId = FormFields.text(fields, "parentId");
        return new CommentForm(
                FormFields.text(fields, "body").replace("\r\n", "\n"),
                FormFields.text(fields, "name").strip(),
                FormFields.text(fields, "email").strip(),
                FormFields.text(fields, "website").strip(),
                parentId.isBlank() ? null : parentId,
                Map.of(),
                null);
    }

    CommentForm refused(Map<String, String> errors, String problem) {
        return new CommentForm(body, name, email, website, parentId, Map.copyOf(errors), problem);
    }

    /** The same as a comment of its own. */
    CommentForm answeringNone() {
        return new CommentForm(body, name, email, website, null, errors, problem);
    }

    /** What was wrong with a field, or null. Public, as all that templates reach. */
    public @Nullable String wrong(String field) {
        return errors.get(field);
    }

    /** As {@code POST /api/articles/{articleId}/comments} takes it. */
    Map<String, Object> toJson() {
        Map<String, Object> author = new HashMap<>(Map.of("name", name, "email", email));
        if (!website.isEmpty()) {
            author.put("website", website);
        }
        Map<String, Object> comment = new HashMap<>(Map.of("author", author, "body", body));
        if (parentId != null) {
            comment.put("parentId", parentId);
        }
        return comment;
    }
}
