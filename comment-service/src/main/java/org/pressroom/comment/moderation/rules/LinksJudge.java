package org.pressroom.comment.moderation.rules;

/** Many links, or nothing but links. */
final class LinksJudge implements Judge {

    private static final double EACH = 0.2;

    private final int usual;

    LinksJudge(int usual) {
        this.usual = usual;
    }

    @Override
    public String name() {
        return "links";
    }

    @Override
    public Finding judge(Submission submission) {
        int links = submission.links().size();
        if (links > usual) {
            return new Finding.Weighs(
                    Math.min(0.9, 0.5 + EACH * (links - usual - 1)),
                    "has " + links + " links, where up to " + usual + " are usual");
        }
        return links > 0 && !saysSomething(submission)
                ? new Finding.Weighs(0.5, "is nothing but links")
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
