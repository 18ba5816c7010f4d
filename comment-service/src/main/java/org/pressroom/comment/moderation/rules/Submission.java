package org.pressroom.comment.moderation.rules;

import java.util.List;

/**
 * What the rules are told of a comment.
 *
 * @param plain its text without markup and code
 * @param shown all of its text that readers see, code and typed HTML too
 * @param signature the name its author goes by and the address of their web site, if any
 * @param links where its links lead, each as often as it stands there
 * @param markup the HTML that was typed outside of code
 * @param moderated whether the article wants every comment looked at by a person
 * @param staff whether a signed-in member of the staff wrote it
 * @param approvedBefore approved comments from the same address, counted up to a bound
 * @param refusedBefore rejected comments from the same address, counted up to a bound
 * @param sameTextInThread comments in this thread from the same address with the same text
 * @param sameTextElsewhere recent comments with the same text from other addresses or in other threads, counted up to a
 *     bound
 */
public record Submission(
        String plain,
        String shown,
        String signature,
        List<String> links,
        List<String> markup,
        boolean moderated,
        boolean staff,
        int approvedBefore,
        int refusedBefore,
        int sameTextInThread,
        int sameTextElsewhere) {}
