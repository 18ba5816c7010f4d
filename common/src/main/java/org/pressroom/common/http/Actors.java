package org.pressroom.common.http;

import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.security.Caller;
import org.pressroom.common.usecase.Actor;

/** Who acts where somebody calls. */
public final class Actors {

    private Actors() {}

    /**
     * The caller's account.
     *
     * @throws ProblemException 401 for strangers
     */
    public static Actor.Account account(Caller caller) {
        return new Actor.Account(caller.requireAccount(), caller.roles(), caller.slug(), caller.name());
    }
}
