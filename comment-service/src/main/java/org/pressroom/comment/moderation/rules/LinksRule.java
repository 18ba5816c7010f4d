package org.pressroom.comment.moderation.rules;

/** Many links, or nothing but links. */
public final class LinksRule implements ModerationRule {

    private static final double EACH = 0.2;

    private final int usual;

    public LinksRule(int usual) {
        this.usual = usual;
    }

    @Override
    public String name() {
        return "links";
    }

    @Override
    public Finding evaluate(Submission submission, Evidence evidence) {
        int links = submission.links().size();
        if (links > usual) {
            return new Finding.Score(
                    Math.min(0.9, 0.5 + EACH * (links - usual - 1)),
                    "has " + links + " links, where up to " + usual + " are usual");
        }
        return links > 0 && !saysSomething(submission)
                ? new Finding.Score(0.5, "is nothing but links")
                : Finding.NOTHING;
    }

    private static boolean saysSomething(Submission submission) {
        String rest = submission.plain();
        for (String link : submission.links()) {
            rest = rest.replace(link, " ");
        }
        return rest.codePoints().anyMatch(Character::isLetter);
    }
}
