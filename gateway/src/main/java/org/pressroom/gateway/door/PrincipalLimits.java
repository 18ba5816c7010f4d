package org.pressroom.gateway.door;

import org.pressroom.common.problem.ProblemException;
import org.pressroom.gateway.principals.Principal;
import org.springframework.web.server.ServerWebExchange;

/** How much principals may ask for, once it is known who they are. */
public interface PrincipalLimits {

    /**
     * Counts a request of somebody who came with a session or a token.
     *
     * @throws ProblemException 429 where it is one too many
     */
    void check(ServerWebExchange exchange, Principal principal);

    /**
     * Counts that a session or token from that address is looked up.
     *
     * @throws ProblemException 429 where too many from there were no good
     */
    void countLookUp(String clientAddress);

    /** It was good, or could not be looked up. */
    void giveBackLookUp(String clientAddress);
}
