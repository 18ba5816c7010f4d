package org.pressroom.subscription;

import org.junit.jupiter.api.Test;
import org.pressroom.apidocs.ApiDocument;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

class ApiDocumentTest extends ServiceTest {

    @Autowired
    private ApplicationContext context;

    @Test
    void everyRouteIsDocumented() {
        ApiDocument.of(context).assertComplete();
    }

    @Test
    void theKeptDocumentIsWhatTheCodeSays() {
        ApiDocument.of(context).assertKeptAs("subscription-service");
    }
}
