package org.pressroom.gateway.site;

import java.time.Clock;
import java.time.Duration;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.cookies.ArticleAccessCookie;
import org.pressroom.gateway.cookies.LanguageCookie;
import org.pressroom.gateway.cookies.ReaderCookie;
import org.pressroom.gateway.languages.InterfaceLanguages;
import org.pressroom.gateway.readers.Readers;
import org.pressroom.gateway.redirects.Redirects;
import org.pressroom.gateway.settings.CurrentSite;
import org.pressroom.gateway.site.articles.ArticleClient;
import org.pressroom.gateway.site.calls.SiteServices;
import org.pressroom.gateway.site.cards.CardPages;
import org.pressroom.gateway.site.comments.CommentClient;
import org.pressroom.gateway.site.comments.CommentPages;
import org.pressroom.gateway.site.feeds.FeedPages;
import org.pressroom.gateway.site.look.ReadingProperties;
import org.pressroom.gateway.site.look.SiteLocales;
import org.pressroom.gateway.site.look.SiteMessages;
import org.pressroom.gateway.site.look.Theme;
import org.pressroom.gateway.site.oembed.OEmbedPages;
import org.pressroom.gateway.site.reading.LockedPages;
import org.pressroom.gateway.site.reading.PreviewPages;
import org.pressroom.gateway.site.reading.ReadingPages;
import org.pressroom.gateway.site.reading.SearchPages;
import org.pressroom.gateway.site.reading.StructuredData;
import org.pressroom.gateway.site.rendering.FailurePages;
import org.pressroom.gateway.site.rendering.PageRenderer;
import org.pressroom.gateway.site.sitemap.SitemapPages;
import org.pressroom.gateway.site.subscriptions.SubscriptionClient;
import org.pressroom.gateway.site.subscriptions.SubscriptionPages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
public class SiteConfiguration {
    private static final Duration ASSETS_KEPT = Duration.ofDays(365);
    private static final Duration THEME_KEPT = Duration.ofSeconds(2);

    @Bean
    Theme theme(ReadingProperties properties) {
        return new Theme(properties.theme());
    }

    @Bean
    MessageSource messageSource(Theme theme, InterfaceLanguages languages) {
        return new SiteMessages(theme, languages.all());
    }

    @Bean
    SiteLocales siteLocales(
            InterfaceLanguages languages,
            SiteProperties site,
            ReadingProperties reading,
            MessageSource messages,
            Theme theme,
            CurrentSite current) {
        return new SiteLocales(
                languages, site, reading, messages, "/assets/" + theme.assetVersion(), theme.hasStyles(), current);
    }

    /** A publisher's templates, asked before our own; the file system is looked at again after a change. */
    @Bean
    @ConditionalOnProperty("pressroom.site.theme")
    SpringResourceTemplateResolver themeTemplates(Theme theme) {
        SpringResourceTemplateResolver templates = new SpringResourceTemplateResolver();
        templates.setPrefix(theme.templates());
        templates.setSuffix(".html");
        templates.setCharacterEncoding("UTF-8");
        templates.setCheckExistence(true);
        templates.setCacheTTLMs(THEME_KEPT.toMillis());
        templates.setOrder(0);
        return templates;
    }

    @Bean
    WebFluxConfigurer assets(Theme theme, SiteLocales locales) {
        return new WebFluxConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler(locales.own().site().assets() + "/**")
                        .addResourceLocations(theme.assets().toArray(String[]::new))
                        .setCacheControl(
                                CacheControl.maxAge(ASSETS_KEPT).cachePublic().immutable());
            }
        };
    }

    @Bean
    FailurePages failurePages(PageRenderer pages, ServerCodecConfigurer codecs) {
        return new FailurePages(pages, codecs);
    }

    @Bean
    ArticleClient siteArticles(SiteServices services, ReadingProperties reading) {
        return new ArticleClient(services.article(), reading.articleTimeout(), reading.categoriesKept());
    }

    @Bean
    PageRenderer pages(
            ITemplateEngine templates,
            CurrentSite current,
            SiteLocales locales,
            ArticleClient articles,
            Redirects redirects) {
        return new PageRenderer(templates, current, locales, articles, redirects);
    }

    @Bean
    Redirects redirects(SiteServices services, ReadingProperties reading) {
        return new Redirects(services.article(), reading.articleTimeout());
    }

    @Bean
    TemplateWarmUp templateWarmUp(PageRenderer pages, SiteLocales locales, StructuredData structuredData, Clock clock) {
        return new TemplateWarmUp(pages, locales.own().style(), structuredData, clock);
    }

    @Bean
    StructuredData structuredData(JsonMapper json, SiteLocales locales) {
        return new StructuredData(json, () -> locales.own().site());
    }

    @Bean
    RouterFunction<ServerResponse> readingSite(
            PageRenderer pages,
            ArticleClient articles,
            ReadingProperties reading,
            SiteServices services,
            StructuredData structuredData,
            JsonMapper json,
            ArticleAccessCookie accessCookie,
            Readers readers,
            ReaderCookie readerCookie,
            InterfaceLanguages languages,
            LanguageCookie languageCookie,
            CurrentSite current,
            Clock clock) {
        CommentClient shownComments = new CommentClient(services.comment(), reading.commentTimeout(), clock);
        CommentClient sentComments = new CommentClient(services.comment(), reading.articleTimeout(), clock);
        SubscriptionClient subscriptions = new SubscriptionClient(services.subscription(), reading.articleTimeout());
        LockedPages locked = new LockedPages(pages, articles, accessCookie);
        return SiteRoutes.of(
                pages,
                new ReadingPages(pages, articles, shownComments, structuredData, locked),
                new SearchPages(pages, articles),
                locked,
                new PreviewPages(pages, articles),
                new CommentPages(pages, articles, accessCookie, sentComments, clock),
                new SubscriptionPages(pages, articles, subscriptions, readers, readerCookie),
                new LanguageChoice(languages, languageCookie),
                new FeedPages(pages, articles, json),
                new SitemapPages(pages, articles),
                new CardPages(pages, articles),
                new OEmbedPages(pages, articles, json),
                new LookPages(pages, current));
    }
}
