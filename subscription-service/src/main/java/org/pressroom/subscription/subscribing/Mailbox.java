package org.pressroom.subscription.subscribing;

import com.google.common.net.InternetDomainName;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pressroom.common.PlainJava;
import org.pressroom.common.text.EmailAddress;
import org.pressroom.common.text.Names;

/**
 * Where mail to an address arrives in the end, as far as that can be told from the address: without a tag behind
 * {@code +}, and by the rules of well-known providers. Only for counting what a mailbox gets: two people may share one
 * by these rules, so nothing else may hang on it.
 *
 * @param name the local part that is left
 * @param domain the provider's first domain where it has several for one mailbox
 * @param isAtProvider whether it is at a provider where very many people have theirs
 */
@PlainJava
record Mailbox(String name, String domain, boolean isAtProvider) {

    /**
     * How providers tell the mailboxes of an address apart.
     *
     * @param domains all that lead to the same mailbox, if {@code oneMailbox}
     * @param ignored characters that do not count
     * @param tagSeparators what a tag begins with, besides {@code +}
     * @param subdomains whether {@code anything@name.domain} goes to {@code name@domain}
     */
    private record Provider(
            Set<String> domains,
            String first,
            boolean oneMailbox,
            String ignored,
            String tagSeparators,
            boolean subdomains) {}

    private static final Provider[] PROVIDERS = {
        new Provider(Set.of("gmail.com", "googlemail.com"), "gmail.com", true, ".", "", false),
        new Provider(
                Set.of("proton.me", "protonmail.com", "protonmail.ch", "pm.me"), "proton.me", true, ".-_", "", false),
        new Provider(
                Set.of(
                        "yandex.ru",
                        "yandex.com",
                        "yandex.by",
                        "yandex.kz",
                        "yandex.ua",
                        "yandex.com.tr",
                        "ya.ru",
                        "narod.ru"),
                "yandex.ru",
                true,
                ".-",
                "",
                false),
        new Provider(Set.of("icloud.com", "me.com", "mac.com"), "icloud.com", true, "", "", false),
        new Provider(Set.of("fastmail.com", "fastmail.fm", "messagingengine.com"), "fastmail.com", false, "", "", true),
        new Provider(
                Set.of("ymail.com", "rocketmail.com", "myyahoo.com", "aol.com"), "yahoo.com", false, "", "-", false),
        new Provider(
                Set.of(
                        "msn.com",
                        "web.de",
                        "t-online.de",
                        "freenet.de",
                        "mail.ru",
                        "bk.ru",
                        "inbox.ru",
                        "list.ru",
                        "rambler.ru",
                        "qq.com",
                        "163.com",
                        "126.com",
                        "sina.com",
                        "naver.com",
                        "daum.net",
                        "hanmail.net",
                        "orange.fr",
                        "wanadoo.fr",
                        "free.fr",
                        "laposte.net",
                        "sfr.fr",
                        "libero.it",
                        "virgilio.it",
                        "tiscali.it",
                        "wp.pl",
                        "o2.pl",
                        "onet.pl",
                        "interia.pl",
                        "seznam.cz",
                        "bluewin.ch",
                        "ziggo.nl",
                        "kpnmail.nl",
                        "telenet.be",
                        "skynet.be",
                        "comcast.net",
                        "verizon.net",
                        "att.net",
                        "sbcglobal.net",
                        "bellsouth.net",
                        "cox.net",
                        "btinternet.com",
                        "sky.com",
                        "virginmedia.com",
                        "bigpond.com",
                        "uol.com.br",
                        "bol.com.br",
                        "terra.com.br",
                        "rediffmail.com",
                        "zoho.com",
                        "tutanota.com",
                        "tuta.io",
                        "mailbox.org",
                        "posteo.de",
                        "hey.com"),
                "",
                false,
                "",
                "",
                false)
    };

    /** Providers that have a domain in each of many countries: what it ends in behind their name. */
    private static final Map<String, Set<String>> IN_MANY_COUNTRIES = Map.of(
            "yahoo",
            endings("""
                    com ca in ie it fr de es pl se dk no gr ro at be nl cz hu com.ar
                    com.au com.br com.cn com.co com.hk com.mx com.my com.ph com.pe
                    com.sg com.tr com.tw com.ve com.vn co.id co.in co.il co.jp co.kr
                    co.nz co.th co.uk co.za
                    """),
            "outlook",
            endings("""
                    com at be bg cl cz de dk es fr hu ie in it jp kr lv my ph pt sa sg
                    sk com.ar com.au com.br com.gr com.hr com.pe com.py com.tr com.tw
                    com.vn co.id co.il co.nz co.th
                    """),
            "hotmail",
            endings("""
                    com at be ca ch cl cz de dk es fi fr gr hu it jp nl no pl se sg
                    com.ar com.au com.br com.hk com.tr com.tw com.vn co.id co.il co.jp
                    co.kr co.nz co.th co.uk co.za
                    """),
            "live",
            endings("""
                    com at be ca ch cl cn de dk fi fr hk ie in it jp nl no ph ru se
                    com.ar com.au com.mx com.my com.pt com.sg co.kr co.uk co.za
                    """),
            "gmx",
            endings("""
                    de net com at ch eu info biz org us fr it es pt co.uk co.in com.br
                    com.my com.tr ca cc cn hk ie li lu ph ru se sg tm tw
                    """));

    private static Set<String> endings(String endings) {
        return Set.of(endings.strip().split("\\s+"));
    }

    /** @param addressKey the key of an {@link EmailAddress} */
    static Mailbox of(String addressKey) {
        String address = Names.plain(addressKey).toLowerCase(Locale.ROOT);
        int at = address.lastIndexOf('@');
        String name = address.substring(0, at);
        String domain = address.substring(at + 1);
        String company = domain.substring(0, Math.max(0, domain.indexOf('.')));
        boolean inManyCountries =
                IN_MANY_COUNTRIES.getOrDefault(company, Set.of()).contains(domain.substring(domain.indexOf('.') + 1));
        Optional<Provider> provider = Arrays.stream(PROVIDERS)
                .filter(each -> each.domains().contains(domain))
                .findFirst();
        if (provider.isPresent()) {
            Provider found = provider.get();
            String plain = without(untagged(name, "+" + found.tagSeparators()), found.ignored());
            return new Mailbox(plain, found.oneMailbox() ? found.first() : domain, true);
        }
        if (inManyCountries) {
            return new Mailbox(untagged(name, company.equals("yahoo") ? "+-" : "+"), domain, true);
        }
        return bySubdomain(domain).orElseGet(() -> new Mailbox(untagged(name, "+"), domain, false));
    }

    /**
     * The part of the domain that somebody has registered, by the list of public suffixes: whoever has it has all that is
     * beneath it. Where the list knows no such ending, the last two names.
     */
    String registeredDomain() {
        InternetDomainName name = InternetDomainName.isValid(domain) ? InternetDomainName.from(domain) : null;
        if (name != null && name.hasPublicSuffix()) {
            return name.isUnderPublicSuffix() ? name.topPrivateDomain().toString() : domain;
        }
        int last = domain.lastIndexOf('.');
        return domain.substring(domain.lastIndexOf('.', last - 1) + 1);
    }

    private static Optional<Mailbox> bySubdomain(String domain) {
        String owner = domain.substring(0, Math.max(0, domain.indexOf('.')));
        String parent = domain.substring(domain.indexOf('.') + 1);
        return Arrays.stream(PROVIDERS)
                .filter(each -> each.subdomains() && each.domains().contains(parent))
                .findFirst()
                .map(each -> new Mailbox(owner, parent, true));
    }

    /** What stands before the first separator, unless that is nothing. */
    private static String untagged(String name, String separators) {
        for (int i = 1; i < name.length(); i++) {
            if (separators.indexOf(name.charAt(i)) >= 0) {
                return name.substring(0, i);
            }
        }
        return name;
    }

    private static String without(String name, String ignored) {
        StringBuilder left = new StringBuilder(name.length());
        name.chars().filter(c -> ignored.indexOf(c) < 0).forEach(c -> left.append((char) c));
        return left.isEmpty() ? name : left.toString();
    }
}
