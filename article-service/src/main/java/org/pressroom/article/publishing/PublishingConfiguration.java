package org.pressroom.article.publishing;

import java.time.Duration;
import org.pressroom.article.taxonomy.EndedTermRepository;
import org.pressroom.article.taxonomy.TermKind;
import org.pressroom.article.taxonomy.TermRepository;
import org.pressroom.article.writing.DraftRepository;
import org.pressroom.common.background.PollingTask;
import org.pressroom.common.markup.RenderingThreads;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What publishing does by itself. */
@Configuration(proxyBeanMethods = false)
class PublishingConfiguration {

    private static final Duration BETWEEN_RUNS = Duration.ofMillis(500);

    /** So many that the last of them waits about a second at worst, and that 600 KB each are little memory. */
    private static final int BODIES_WAITING_PER_THREAD = 10;

    @Bean
    RenderingThreads renderingThreads() {
        return new RenderingThreads(BODIES_WAITING_PER_THREAD);
    }

    @Bean
    PollingTask bylineTask(BylineAnnouncements bylines) {
        return PollingTask.ofSteps("Publishing changed bylines", bylines.publishDue(), BETWEEN_RUNS);
    }

    @Bean
    AnnounceTerm announceCategory(
            ArticleTermRepository articles, ArticleRepository published, DraftTerms drafts, ArticleEvents events) {
        return new AnnounceTerm(TermKind.CATEGORY, articles, published, drafts, events);
    }

    @Bean
    AnnounceTerm announceTag(
            ArticleTermRepository articles, ArticleRepository published, DraftTerms drafts, ArticleEvents events) {
        return new AnnounceTerm(TermKind.TAG, articles, published, drafts, events);
    }

    @Bean
    EmptyTerm emptyCategory(
            EndedTermRepository ended,
            TermRepository terms,
            ArticleTermRepository articles,
            ArticleRepository published,
            DraftRepository drafts,
            DraftTerms draftTerms,
            ArticleEvents events) {
        return new EmptyTerm(TermKind.CATEGORY, ended, terms, articles, published, drafts, draftTerms, events);
    }

    @Bean
    EmptyTerm emptyTag(
            EndedTermRepository ended,
            TermRepository terms,
            ArticleTermRepository articles,
            ArticleRepository published,
            DraftRepository drafts,
            DraftTerms draftTerms,
            ArticleEvents events) {
        return new EmptyTerm(TermKind.TAG, ended, terms, articles, published, drafts, draftTerms, events);
    }

    @Bean
    PollingTask closeCommentsTask(CloseComments comments) {
        return PollingTask.ofSteps("Closing comments", comments.step(), BETWEEN_RUNS);
    }
}
