package org.pressroom.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Comments posted at a constant rate over the gateway, spread over some articles whose streams are read over the
 * gateway. A time runs from the moment at which the post was due to the line of the stream that shows the comment.
 */
final class CommentLoad {
    private static final int LONGEST_WAIT_SECONDS = 30;

    private final Site site;
    private final List<Site.Article> articles;

    CommentLoad(Site site, List<Site.Article> articles) {
        this.site = site;
        this.articles = articles;
    }

    /**
     * What came of it.
     *
     * @param accepted comments that were answered 202
     * @param refused other answers, and none
     * @param unseen accepted, but not on the stream within the limit
     */
    record Outcome(int accepted, int refused, int unseen, Latencies answered, Latencies visible) {}

    /** What is added to a figure where not all went well. */
    static String refusals(Outcome outcome) {
        return (outcome.refused() == 0 ? "" : ", " + outcome.refused() + " refused")
                + (outcome.unseen() == 0 ? "" : ", " + outcome.unseen() + " not seen on the stream");
    }

    /** What happens once the streams are read, before the first comment is posted. */
    @FunctionalInterface
    interface Incident {
        void happen() throws IOException;
    }

    Outcome run(double perSecond, int seconds) throws IOException, InterruptedException {
        return run(perSecond, seconds, () -> {});
    }

    Outcome run(double perSecond, int seconds, Incident incident) throws IOException, InterruptedException {
        Map<String, Long> arrivals = new ConcurrentHashMap<>();
        Map<String, Long> due = new ConcurrentHashMap<>();
        AtomicInteger refused = new AtomicInteger();
        Latencies answered = new Latencies();
        List<CommentStream> streams = new ArrayList<>();
        int count = (int) (perSecond * seconds);
        try {
            for (Site.Article article : articles) {
                streams.add(CommentStream.open(site, article, arrivals));
            }
            incident.happen();
            List<CompletableFuture<?>> posts = new ArrayList<>(count);
            ConstantRate.run(perSecond, count, dueNanos -> {
                Site.Article article = articles.get(posts.size() % articles.size());
                posts.add(
                        site.comment(article, Words.sentence(), Words.address()).whenComplete((posted, failure) -> {
                            if (failure == null && posted.status() == 202) {
                                answered.add(System.nanoTime() - dueNanos);
                                due.put(posted.id(), dueNanos);
                            } else {
                                refused.incrementAndGet();
                            }
                        }));
            });
            for (int tenths = 0; tenths < LONGEST_WAIT_SECONDS * 10; tenths++) {
                if (posts.stream().allMatch(CompletableFuture::isDone)
                        && arrivals.keySet().containsAll(due.keySet())) {
                    break;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } finally {
            for (CommentStream stream : streams) {
                stream.close();
            }
        }
        Latencies visible = new Latencies();
        due.forEach((id, from) -> {
            Long arrived = arrivals.get(id);
            if (arrived != null) {
                visible.add(arrived - from);
            }
        });
        return new Outcome(due.size(), refused.get(), due.size() - visible.count(), answered, visible);
    }
}
