package org.pressroom.gateway.site;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.pressroom.common.contract.ArticleSummary;
import org.pressroom.common.contract.ArticleView;
import org.pressroom.common.contract.CommentView;
import org.pressroom.common.contract.Named;
import org.pressroom.common.contract.ThreadPart;
import org.pressroom.gateway.site.articles.Article;
import org.pressroom.gateway.site.comments.CommentClient;
import org.pressroom.gateway.site.comments.CommentThread;
import org.pressroom.gateway.site.look.DisplayTime;
import org.pressroom.gateway.site.reading.ReadingPages;
import org.pressroom.gateway.site.reading.StructuredData;
import org.pressroom.gateway.site.rendering.PageFrame;
import org.pressroom.gateway.site.rendering.PageRenderer;
import org.pressroom.gateway.site.subscriptions.SubscriptionForm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * Renders the pages that all others share their parts with once at the start: the first reader does not wait for
 * templates to be read, and a theme that does not work is told of in the log before anybody sees it.
 */
final class TemplateWarmUp implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(TemplateWarmUp.class);

    private final PageRenderer pages;
    private final DisplayTime.Style style;
    private final StructuredData structuredData;
    private final Clock clock;

    TemplateWarmUp(PageRenderer pages, DisplayTime.Style style, StructuredData structuredData, Clock clock) {
        this.pages = pages;
        this.style = style;
        this.structuredData = structuredData;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        ArticleView json = article();
        Article article = Article.of(json, style);
        CommentClient.Found comments = new CommentClient.Found(
                new ThreadPart(List.of(comment()), null, null, ThreadPart.START, List.of()), null);
        warmUp(
                "index",
                Map.of(
                        "articles",
                        List.of(article),
                        "others",
                        List.of(article),
                        "subscription",
                        SubscriptionForm.toEverything()));
        Map<String, Object> withThread = ReadingPages.articleModel(article, CommentThread.of(json, comments, style));
        warmUp("article", withThread);
        warmUp("thread", withThread);
        warmUp("page", Map.of("article", article));
    }

    private void warmUp(String template, Map<String, Object> model) {
        PageFrame page = new PageFrame(
                "Warm-up",
                null,
                null,
                "/warm-up",
                "Warm-up",
                "article",
                null,
                true,
                null,
                null,
                structuredData.article(article(), List.of()),
                List.of(new PageFrame.Alternate("en", "/warm-up")));
        try {
            pages.warmUp(template, page, model);
        } catch (RuntimeException broken) {
            LOG.error("the page '{}' cannot be shown: look at its template", template, broken);
        }
    }

    private ArticleView article() {
        Named name = new Named("warm-up", "Warm-up");
        return new ArticleView(
                new UUID(0, 0),
                "warm-up",
                "Warm-up",
                "Warm-up",
                name,
                List.of(name, name),
                name,
                List.of(name),
                Instant.EPOCH,
                clock.instant(),
                1,
                1,
                null,
                ArticleSummary.ARTICLE,
                null,
                ArticleSummary.PUBLIC,
                "en",
                null,
                List.of(new ArticleSummary.Translation(new UUID(0, 1), "de", "aufwaermen", "Aufwärmen")),
                false,
                "<p>Warm-up</p>",
                new ArticleView.Seo("Warm-up", "Warm-up", "/warm-up"),
                "open",
                clock.instant());
    }

    private static CommentView comment() {
        CommentView.Author author = new CommentView.Author("Warm-up", null, false, true);
        return new CommentView(
                new UUID(0, 0), null, 0, author, "<p>Warm-up</p>", Instant.EPOCH, Instant.EPOCH, 0, 0, null);
    }
}
