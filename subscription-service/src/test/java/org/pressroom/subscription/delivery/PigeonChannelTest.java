package org.pressroom.subscription.delivery;

import java.util.List;
import org.pressroom.common.ids.Ids;
import reactor.core.publisher.Mono;

class PigeonChannelTest extends ChannelContract {

    private final PigeonChannel channel = new PigeonChannel();

    @Override
    protected Channel channel() {
        return channel;
    }

    @Override
    protected Channel channelThatIsAway() {
        PigeonChannel away = new PigeonChannel();
        return new Channel() {
            @Override
            public String name() {
                return away.name();
            }

            @Override
            public int inFlight() {
                return away.inFlight();
            }

            @Override
            public Mono<SendResult> send(ClaimedDelivery delivery) {
                away.answer(delivery.recipient(), new SendResult.Unreachable("all pigeons are out", false));
                return away.send(delivery);
            }
        };
    }

    @Override
    protected String recipient(Behaviour behaviour) {
        String recipient = Ids.next().toString();
        switch (behaviour) {
            case REFUSES_FOR_NOW -> channel.answer(recipient, new SendResult.Refused(false, null, "it rains"));
            case REFUSES_FOR_GOOD -> channel.answer(recipient, new SendResult.Refused(true, null, "no loft there"));
            case BREAKS_OFF_IN_THE_END -> channel.answer(recipient, new SendResult.Unknown("it did not come back"));
            case TAKES -> {}
        }
        return recipient;
    }

    @Override
    protected String unwritableRecipient() {
        return " ";
    }

    @Override
    protected List<String> received(String recipient) {
        return channel.received(recipient);
    }
}
