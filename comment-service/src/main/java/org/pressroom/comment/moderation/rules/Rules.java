package org.pressroom.comment.moderation.rules;

import java.util.List;

/**
 * How strict the rules are.
 *
 * @param holdAt the sum of scores from which a person must look
 * @param rejectAt the sum of scores from which a comment is rejected
 * @param usualLinks so many links are nothing to speak of
 * @param trustedAfter so many approved comments from an address, and none rejected, speak for it
 * @param holdFirst whether the first comment from an address waits for a person
 * @param blockedPhrases words and phrases in any language, found whatever their case
 */
public record Rules(
        double holdAt,
        double rejectAt,
        int usualLinks,
        int trustedAfter,
        boolean holdFirst,
        List<String> blockedPhrases) {

    /** The judges, the decisive ones first. */
    public Panel panel() {
        return new Panel(
                List.of(
                        new PolicyJudge(),
                        new StaffJudge(),
                        new SameTextJudge(),
                        new BlockedPhrasesJudge(blockedPhrases),
                        new MarkupJudge(),
                        new LinksJudge(usualLinks),
                        new ShoutingJudge(),
                        new RepetitionJudge(),
                        new DisguiseJudge(),
                        new AddressJudge(trustedAfter, holdFirst)),
                holdAt,
                rejectAt);
    }
}
