package org.pressroom.gateway.services;

import reactor.netty.http.client.HttpClient;

/**
 * Connections to the services, in pools apart: streams, which hold theirs for hours, and pages, which make several calls
 * each, leave those of plain calls alone.
 *
 * @param calls for requests that are handed on
 * @param pages for pages that are composed here
 * @param streams for answers without an end
 */
public record ServiceConnections(HttpClient calls, HttpClient pages, HttpClient streams) {}
