package org.pressroom.subscription.links;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.web.util.UriUtils;

/** The addresses on the public site that mails point to. */
public final class SiteLinks {

    private final String site;
    private final LinkTokens tokens;

    /** @param site the public origin, without a slash at the end */
    public SiteLinks(String site, LinkTokens tokens) {
        this.site = site;
        this.tokens = tokens;
    }

    public String home() {
        return site + "/";
    }

    public String article(String slug) {
        return site + "/articles/" + UriUtils.encodePathSegment(slug, StandardCharsets.UTF_8);
    }

    /** Where those who work on an article find it. */
    public String desk(UUID articleId) {
        return site + "/desk/#/articles/" + articleId;
    }

    /** Where a member of staff chooses a password. What stands behind the {@code #} is sent by no browser. */
    public String password(UUID mailId) {
        return site + "/desk/#/password/" + tokens.issue(LinkPurpose.PASSWORD, mailId);
    }

    /** The page whose button confirms. */
    public String confirm(UUID requestId) {
        return site + "/subscriptions/confirm?token=" + tokens.issue(LinkPurpose.CONFIRM, requestId);
    }

    /** Signs a subscriber in as a reader, and leads to an article. */
    public String read(UUID subscriptionId, String slug) {
        return read(subscriptionId) + "&article=" + UriUtils.encode(slug, StandardCharsets.UTF_8);
    }

    /** Signs a subscriber in as a reader. */
    public String read(UUID subscriptionId) {
        return site + "/subscriptions/read?token=" + tokens.issue(LinkPurpose.READ, subscriptionId);
    }

    /** The page on which a subscription is seen, changed and ended. */
    public String manage(UUID subscriptionId) {
        return site + "/subscriptions/manage?token=" + tokens.issue(LinkPurpose.MANAGE, subscriptionId);
    }

    /** Where RFC 8058 posts to. */
    public String unsubscribe(UUID subscriptionId) {
        return site + "/subscriptions/unsubscribe?token=" + tokens.issue(LinkPurpose.UNSUBSCRIBE, subscriptionId);
    }
}
