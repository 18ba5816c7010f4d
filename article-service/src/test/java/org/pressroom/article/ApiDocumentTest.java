package org.pressroom.article;

import org.junit.jupiter.api.Test;
import org.pressroom.apidocs.ApiDocument;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ArticleServiceTest
class ApiDocumentTest {

    @Autowired
    private ApplicationContext context;

    @Test
    void everyRouteIsDocumented() {
        ApiDocument.of(context).assertComplete();
    }

    @Test
    void theKeptDocumentIsWhatTheCodeSays() {
        ApiDocument.of(context).assertKeptAs("article-service");
    }
}
