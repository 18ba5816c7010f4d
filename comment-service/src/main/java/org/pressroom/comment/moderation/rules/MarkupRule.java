package org.pressroom.comment.moderation.rules;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Markup that is of no use here and of much use elsewhere: scripts, frames, handlers, forum links. */
public final class MarkupRule implements ModerationRule {

    // Possessive: white space that may stand on either side of the slash would else be shared out in every way.
    private static final Pattern HOSTILE_TAG = Pattern.compile(
            "<\\s*+/?\\s*+(script|iframe|object|embed|svg|math|style|link|meta|base|form|input|button|video|audio|template)\\b|\\bon[a-z]{3,20}\\s*=",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FORUM_LINK =
            Pattern.compile("\\[(url|link)\\s*[=\\]]|<\\s*a\\s[^>]{0,200}href", Pattern.CASE_INSENSITIVE);
    /** Here it stays as typed, and leads nowhere. */
    private static final Pattern HOSTILE_LINK =
            Pattern.compile("(?:]\\(|]:|<)\\s*+<?(?:javascript|vbscript|data):\\S", Pattern.CASE_INSENSITIVE);

    private static final List<String> HOSTILE_SCHEMES = List.of("javascript:", "vbscript:", "data:");

    @Override
    public String name() {
        return "markup";
    }

    @Override
    public Finding evaluate(Submission submission, Evidence evidence) {
        String markup = String.join("\n", submission.markup());
        if (HOSTILE_TAG.matcher(markup).find()
                || HOSTILE_LINK.matcher(submission.plain()).find()
                || submission.links().stream().anyMatch(MarkupRule::isHostile)) {
            return new Finding.Score(0.6, "contains markup that could do harm elsewhere");
        }
        if (FORUM_LINK.matcher(submission.plain()).find()
                || FORUM_LINK.matcher(markup).find()) {
            return new Finding.Score(0.5, "contains links in the markup of other sites");
        }
        return Finding.NOTHING;
    }

    private static boolean isHostile(String link) {
        String compact = link.replaceAll("[\\s\\p{Cntrl}]", "").toLowerCase(Locale.ROOT);
        return HOSTILE_SCHEMES.stream().anyMatch(compact::startsWith);
    }
}
