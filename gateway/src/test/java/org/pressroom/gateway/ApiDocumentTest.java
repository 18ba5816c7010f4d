package org.pressroom.gateway;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pressroom.apidocs.ApiDocument;
import org.pressroom.gateway.principals.Principal;
import org.pressroom.gateway.testing.GatewayTest;
import org.springdoc.core.utils.SpringDocUtils;

class ApiDocumentTest extends GatewayTest {

    /** Who asks is no part of what is asked. */
    @BeforeAll
    static void withoutPrincipals() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Principal.class);
    }

    @Test
    void everyRouteIsDocumented() {
        ApiDocument.of(context).assertComplete();
    }

    @Test
    void theKeptDocumentIsWhatTheCodeSays() {
        ApiDocument.of(context).assertKeptAs("gateway");
    }
}
