package org.pressroom.gateway.site.calls;

import org.springframework.web.reactive.function.client.WebClient;

/** The services behind the site, as clients that ask in the name of the principal whose request is handled. */
public record SiteServices(WebClient article, WebClient comment, WebClient subscription) {}
