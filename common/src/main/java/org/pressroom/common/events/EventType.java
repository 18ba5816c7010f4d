package org.pressroom.common.events;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The events that programs tell each other. A contract only ever gains fields; a breaking change is a new version. */
public enum EventType {
    ARTICLE_PUBLISHED("article.published.v1", EventTopic.ARTICLE_EVENTS, ArticleState.class),
    ARTICLE_REVISED("article.revised.v1", EventTopic.ARTICLE_EVENTS, ArticleState.class),
    ARTICLE_UNPUBLISHED("article.unpublished.v1", EventTopic.ARTICLE_EVENTS, ArticleState.class),
    ARTICLE_REMOVED("article.removed.v1", EventTopic.ARTICLE_EVENTS, ArticleState.class),
    ARTICLE_COUNTED("article.counted.v1", EventTopic.ARTICLE_FIGURES, ArticleCounted.class),
    COMMENT_SUBMITTED("comment.submitted.v1", EventTopic.COMMENT_EVENTS, CommentState.class),
    COMMENT_MODERATED("comment.moderated.v1", EventTopic.COMMENT_EVENTS, CommentModerated.class),
    COMMENT_APPROVED("comment.approved.v1", EventTopic.COMMENT_EVENTS, CommentState.class),
    COMMENT_HELD("comment.held.v1", EventTopic.COMMENT_EVENTS, CommentState.class),
    COMMENT_REJECTED("comment.rejected.v1", EventTopic.COMMENT_EVENTS, CommentState.class),
    COMMENT_EDITED("comment.edited.v1", EventTopic.COMMENT_EVENTS, CommentState.class),
    COMMENT_REMOVED("comment.removed.v1", EventTopic.COMMENT_EVENTS, CommentState.class),
    THREAD_COUNTED("thread.counted.v1", EventTopic.THREAD_FIGURES, ThreadCounted.class),
    ACCOUNT_CHANGED("account.changed.v1", EventTopic.ACCOUNT_EVENTS, AccountState.class),
    SUBSCRIPTION_CONFIRMED("subscription.confirmed.v1", EventTopic.SUBSCRIPTION_EVENTS, SubscriptionState.class),
    SUBSCRIPTION_ENDED("subscription.ended.v1", EventTopic.SUBSCRIPTION_EVENTS, SubscriptionState.class),
    NOTIFICATION_COMPLETED("notification.completed.v1", EventTopic.SUBSCRIPTION_EVENTS, NotificationCompleted.class),
    DRAFT_SUBMITTED("draft.submitted.v1", EventTopic.REVIEW_EVENTS, SubmissionState.class),
    DRAFT_RETURNED("draft.returned.v1", EventTopic.REVIEW_EVENTS, SubmissionState.class),
    DRAFT_NOTED("draft.noted.v1", EventTopic.REVIEW_EVENTS, DraftNoted.class),
    SUBMISSION_WITHDRAWN("submission.withdrawn.v1", EventTopic.REVIEW_EVENTS, SubmissionState.class),
    SUBMISSION_PUBLISHED("submission.published.v1", EventTopic.REVIEW_EVENTS, SubmissionState.class),
    SCHEDULE_REFUSED("schedule.refused.v1", EventTopic.REVIEW_EVENTS, ScheduleRefused.class),
    AUTHORS_NAMED("authors.named.v1", EventTopic.REVIEW_EVENTS, AuthorsNamed.class),
    TERM_CHANGED("term.changed.v1", EventTopic.TAXONOMY_EVENTS, TermState.class),
    TERM_REMOVED("term.removed.v1", EventTopic.TAXONOMY_EVENTS, TermState.class),
    REDIRECT_ADDED("redirect.added.v1", EventTopic.REDIRECT_EVENTS, RedirectState.class),
    REDIRECT_REMOVED("redirect.removed.v1", EventTopic.REDIRECT_EVENTS, RedirectState.class),
    ARTICLES_VIEWED("articles.viewed.v1", EventTopic.VIEW_EVENTS, ArticlesViewed.class),
    SITE_CHANGED("site.changed.v1", EventTopic.SITE_EVENTS, SiteChanged.class);

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::typeName, Function.identity()));

    private final String typeName;
    private final EventTopic topic;
    private final Class<? extends Record> dataClass;

    EventType(String typeName, EventTopic topic, Class<? extends Record> dataClass) {
        this.typeName = typeName;
        this.topic = topic;
        this.dataClass = dataClass;
    }

    /** The CloudEvents {@code type}, such as {@code article.published.v1}. */
    public String typeName() {
        return typeName;
    }

    public EventTopic topic() {
        return topic;
    }

    public Class<? extends Record> dataClass() {
        return dataClass;
    }

    /** The type of that name; empty for one that this version of the program does not know. */
    public static Optional<EventType> named(String typeName) {
        return Optional.ofNullable(BY_NAME.get(typeName));
    }
}
