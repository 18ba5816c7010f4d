package org.pressroom.gateway.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServiceInstancesTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final ServiceInstances instances = new ServiceInstances(
            List.of(URI.create("http://a:1"), URI.create("http://b:2"), URI.create("http://c:3")), now::get);

    private List<String> next(int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> instances.next(List.of()).toString())
                .toList();
    }

    private ServiceInstance named(String origin) {
        ServiceInstance found = instances.next(List.of());
        while (!found.toString().equals(origin)) {
            found = instances.next(List.of());
        }
        return found;
    }

    @Test
    void eachIsAskedInItsTurn() {
        assertThat(next(6))
                .containsExactly("http://a:1", "http://b:2", "http://c:3", "http://a:1", "http://b:2", "http://c:3");
    }

    @Test
    void oneThatDoesNotAnswerIsLeftAloneForAMoment() {
        instances.leaveAlone(named("http://b:2"));
        assertThat(next(9)).doesNotContain("http://b:2").contains("http://a:1", "http://c:3");
        now.addAndGet(ServiceInstances.LEFT_ALONE.toNanos());
        assertThat(next(3)).contains("http://b:2");
    }

    @Test
    void oneThatAnswersIsAskedAgain() {
        ServiceInstance away = named("http://b:2");
        instances.leaveAlone(away);
        away.answered();
        assertThat(next(3)).contains("http://b:2");
    }

    @Test
    void whereNoneAnswersThatIsAskedWhichWasLeftAloneForTheLongest() {
        ServiceInstance first = named("http://c:3");
        instances.leaveAlone(first);
        now.incrementAndGet();
        instances.leaveAlone(named("http://a:1"));
        instances.leaveAlone(named("http://b:2"));
        assertThat(instances.hasAnother(List.of())).isFalse();
        assertThat(next(3)).containsOnly("http://c:3");
    }

    @Test
    void oneThatWasAskedTheSameIsAskedLast() {
        ServiceInstance a = named("http://a:1");
        ServiceInstance b = named("http://b:2");
        assertThat(IntStream.range(0, 3)
                        .mapToObj(i -> instances.next(List.of(a, b)).toString()))
                .containsOnly("http://c:3");
        ServiceInstance c = named("http://c:3");
        assertThat(instances.hasAnother(List.of(a, b, c))).isFalse();
        assertThat(instances.next(List.of(a, b, c))).isNotNull();
    }

    @Test
    void whatIsAskedForIsTheSameAtEach() {
        assertThat(named("http://b:2").resolve(URI.create("http://article/api/articles/a%20b?q=x%26y")))
                .isEqualTo(URI.create("http://b:2/api/articles/a%20b?q=x%26y"));
        assertThat(named("http://a:1").resolve(URI.create("http://article/x"))).isEqualTo(URI.create("http://a:1/x"));
    }

    @Test
    void oneIsNewUntilItHasAnsweredOftenAndAgainOnceItWasAway() {
        ServiceInstance instance = named("http://a:1");
        assertThat(instance.isNew()).isTrue();
        for (int i = 0; i < 100; i++) {
            instance.answered();
        }
        assertThat(instance.isNew()).isFalse();
        instance.saidNothing();
        assertThat(instance.isNew()).isTrue();
    }
}
