package org.pressroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.pressroom.embedded.Ports;
import org.pressroom.local.Scale.Instance;
import org.pressroom.local.folder.CannotStartException;

class PortPlanTest {
    private static final List<Instance> ONE_OF_EACH = Scale.ONE_OF_EACH.instances();

    @Test
    void everyPartHasAPortOfItsOwn() throws Exception {
        List<Instance> instances =
                Scale.parse("gateway=2,article-service=3,comment-service=2").instances();
        PortPlan plan = PortPlan.choose(Ports.free(), Ports.free(), instances);
        List<Integer> all = Stream.of(
                        Stream.of(plan.mail(), plan.postgresql(), plan.kafka(), plan.kafkaController(), plan.smtp()),
                        Scale.of(Program.GATEWAY, instances).stream().map(plan::internal),
                        instances.stream().map(plan::of))
                .flatMap(ports -> ports)
                .toList();
        assertThat(all).doesNotHaveDuplicates().hasSize(5 + 2 + instances.size());
        assertThat(plan.of(instances.get(0))).isEqualTo(plan.site());
    }

    @Test
    void furtherGatewaysAreOnTheNextFreePorts() throws Exception {
        List<Instance> instances = Scale.parse("gateway=3").instances();
        List<Instance> gateways = Scale.of(Program.GATEWAY, instances);
        int site = freeWithTheNextThree();
        try (ServerSocket taken = new ServerSocket(site + 1, 1, InetAddress.getLoopbackAddress())) {
            PortPlan plan = PortPlan.choose(site, site + 2, instances);
            assertThat(plan.of(gateways.get(1))).isGreaterThan(site + 2);
            assertThat(plan.of(gateways.get(2))).isGreaterThan(plan.of(gateways.get(1)));
            assertThat(taken.isBound()).isTrue();
        }
    }

    private static int freeWithTheNextThree() throws IOException {
        return IntStream.range(Ports.free(), 65_000)
                .filter(first -> IntStream.range(first, first + 4).allMatch(Ports::isFree))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTakenInnerPortIsPassedOver() throws Exception {
        int site = Ports.free();
        int mail = Ports.free();
        int wanted = PortPlan.choose(site, mail, ONE_OF_EACH).postgresql();
        try (ServerSocket taken = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortPlan.choose(site, mail, ONE_OF_EACH).postgresql()).isGreaterThan(taken.getLocalPort());
        }
    }

    @Test
    void aTakenPortIsNamedWithWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> PortPlan.choose(port, Ports.free(), ONE_OF_EACH))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("port " + port + " is taken")
                    .hasMessageContaining("--port");
            assertThatThrownBy(() -> PortPlan.choose(Ports.free(), port, ONE_OF_EACH))
                    .hasMessageContaining("--mail-port");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whoHoldsItIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> PortPlan.choose(taken.getLocalPort(), Ports.free(), ONE_OF_EACH))
                    .hasMessageContaining("process " + ProcessHandle.current().pid() + " (");
        }
    }
}
