package org.pressroom.common.events;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Of several events that each tell the whole state of an article those that count. */
public final class NewestStates {

    private NewestStates() {}

    /** The newest of each article, in the order of their ids: rows that are written in it are locked in one order. */
    public static List<ArticleState> of(Collection<ReceivedEvent> events) {
        Map<UUID, ArticleState> newest = new TreeMap<>();
        for (ReceivedEvent event : events) {
            ArticleState state = event.data(ArticleState.class);
            newest.merge(
                    state.articleId(),
                    state,
                    (a, b) -> Comparator.comparingLong(ArticleState::version).compare(a, b) > 0 ? a : b);
        }
        return List.copyOf(newest.values());
    }
}
