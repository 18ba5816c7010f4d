package org.pressroom.comment.moderation.rules;

/** Text in capitals. Scripts that have none are never shouting. */
public final class ShoutingRule implements ModerationRule {

    private static final int ENOUGH_LETTERS = 20;
    private static final double MOSTLY = 0.8;

    @Override
    public String name() {
        return "shouting";
    }

    @Override
    public Finding evaluate(Submission submission, Evidence evidence) {
        long upper =
                submission.plain().codePoints().filter(Character::isUpperCase).count();
        long lower =
                submission.plain().codePoints().filter(Character::isLowerCase).count();
        return upper + lower >= ENOUGH_LETTERS && upper >= MOSTLY * (upper + lower)
                ? new Finding.Score(0.3, "is written in capitals")
                : Finding.NOTHING;
    }
}
