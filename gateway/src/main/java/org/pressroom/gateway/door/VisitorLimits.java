package org.pressroom.gateway.door;

import org.pressroom.common.problem.ProblemException;
import org.pressroom.gateway.visitors.Visitor;
import org.springframework.web.server.ServerWebExchange;

/** How much visitors may ask for, once it is known who they are. */
public interface VisitorLimits {

    /**
     * Counts a request of somebody who came with a session or a token.
     *
     * @throws ProblemException 429 where it is one too many
     */
    void check(ServerWebExchange exchange, Visitor visitor);

    /**
     * Counts that a session or token from that address is looked up.
     *
     * @throws ProblemException 429 where too many from there were no good
     */
    void countLookUp(String clientAddress);

    /** It was good, or could not be looked up. */
    void giveBackLookUp(String clientAddress);
}
