package org.pressroom.comment.staff;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pressroom.common.text.LookAlike;
import org.pressroom.common.text.Names;

/**
 * Which names sound as if those who run the site spoke: words for their work, the site's own name, and what is made of
 * both, however the letters are disguised. In the languages of the site and some neighbours. What a name costs grows
 * with its length and no faster.
 */
final class ReservedNames {

    /** Nobody is called this: one such word in a name is enough, anywhere in it where its script sets no spaces. */
    private static final String OFFICES = """
            admin admins administrator administrators administratorin administratoren administration superadmin sysadmin
            webmaster moderator moderators moderatorin moderatoren moderation
            administrador administradora administradores moderador moderadora moderadores administrateur administratrice
            modérateur modératrice amministratore amministratrice moderatore moderatrice administratör moderatör
            yönetici ylläpitäjä moderaattori
            एडमिन ऐडमिन एडमिनिस्ट्रेटर व्यवस्थापक प्रशासक मॉडरेटर मोडरेटर অ্যাডমিন প্রশাসক মডারেটর
            أدمن ادمين مشرف المشرف مشرفون الإدارة إدارة ادمین אדמין
            админ админы администратор администраторы администрация модератор модераторы адмін адміністратор
            διαχειριστής διαχειριστές διαχείριση συντονιστής
            管理员 管理員 管理者 管理人 版主 站长 站長 アドミン モデレーター モデレータ
            관리자 운영자 운영진 어드민 모더레이터 แอดมิน ผู้ดูแลระบบ ผู้ดูแลเว็บ
            """;

    /** Words for who runs a site that may be part of a person's name: refused where nothing else is said. */
    private static final String ROLES = """
            editor editors editorial editorialteam newsroom help helpdesk service staff mod mods owner publisher official support system root
            redaktion redakteur redakteurin redakteure redaktionsteam chefredakteur chefredakteurin chefredaktion
            herausgeber herausgeberin betreiber betreiberin
            redacteur redactie beheerder redaktör redaktør redaktor redakcja redakce toimitus ylläpito
            redattore redattrice redazione redator redação editör yönetim redaksi pengelola quảntrịviên biêntậpviên
            संपादक सम्पादक संपादकीय संचालक स्टाफ कर्मचारी प्रकाशक आधिकारिक সম্পাদক
            مدير المدير محرر المحرر محررون المحررون التحرير تحرير مسؤول المسؤول الناشر ناشر طاقم الطاقم الدعم رسمي
            مدیر سردبیر מנהל עורך העורך מערכת
            редактор редакторы редакция редакція поддержка техподдержка rédacteur rédactrice rédaction redacción redactor redactora
            συντάκτης σύνταξη εκδότης
            系统通知 系統通知 编辑 編輯 编辑部 編輯部 主编 主編 总编 總編 小编 编者 官方 客服 运营 管理 後台 后台
            編集者 編集部 編集長 編集 運営 運営者 運営事務局 公式 スタッフ サポート
            편집자 편집장 편집부 편집국 공식 스태프 운영팀 관리팀 고객센터
            ผู้ดูแล บรรณาธิการ ทีมงาน
            """;

    /** What stands around such words and says nothing by itself. */
    private static final String AROUND = """
            the of in at by for from and our your this chief head senior managing customer team équipe office desk board site website blog page news
            der die das vom von und des dem dein ihr seite leitung la le les lo il gli el los las
            का के की टीम दल मुख्य साइट
            האתר الفني فريق الموقع موقع رئيس هيئة
            系统 系統 网站 網站 本站 站点 本网 团队 團隊 新闻 新聞 人员 人員 サイト 当サイト チーム 사이트 시스템 팀 ทีม เว็บ
            """;

    /** Shorter words are looked for between spaces alone: too many names hold them. */
    private static final int SHORTEST_WITHIN = 4;

    /** The same where a letter is a syllable or a word. */
    private static final int SHORTEST_WITHIN_UNSPACED = 2;

    private static final Set<UnicodeScript> UNSPACED = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    /** One letter may stand for 18: no person's name is so long when all of them are written out. */
    private static final int LONGEST_WRITTEN_OUT = 320;

    private static final Pattern DIGITS_BEFORE = Pattern.compile("^\\p{N}++");
    private static final Pattern DIGITS_BEHIND = Pattern.compile("(?<!\\p{N})\\p{N}++$");
    private static final Pattern DIGITS = Pattern.compile("\\p{N}++");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final Set<String> offices;
    private final Set<String> officesWithin;
    private final Set<String> telling;
    private final Set<String> known;
    private final Set<String> within;
    private final int longest;

    ReservedNames(String siteName) {
        offices = skeletons(OFFICES);
        officesWithin = words(OFFICES)
                .filter(ReservedNames::isUnspaced)
                .flatMap(word -> LookAlike.of(word).stream())
                .collect(Collectors.toUnmodifiableSet());
        telling = new HashSet<>(offices);
        telling.addAll(skeletons(ROLES));
        telling.addAll(LookAlike.of(siteName));
        Set<String> around = skeletons(AROUND);
        LookAlike.words(siteName)
                .forEach(words -> telling.add(String.join(
                        "",
                        words.stream().filter(word -> !around.contains(word)).toList())));
        known = new HashSet<>(telling);
        known.addAll(around);
        LookAlike.words(siteName).forEach(known::addAll);
        telling.remove("");
        known.remove("");
        within = known.stream()
                .filter(word -> word.length() >= (isUnspaced(word) ? SHORTEST_WITHIN_UNSPACED : SHORTEST_WITHIN))
                .collect(Collectors.toUnmodifiableSet());
        longest = within.stream().mapToInt(String::length).max().orElse(0);
    }

    private static Stream<String> words(String words) {
        return SPACES.splitAsStream(words.strip());
    }

    private static Set<String> skeletons(String words) {
        return words(words).flatMap(word -> LookAlike.of(word).stream()).collect(Collectors.toCollection(HashSet::new));
    }

    /** Whether it is of a script that sets no spaces between words, or need not. */
    private static boolean isUnspaced(String word) {
        return UNSPACED.contains(UnicodeScript.of(word.codePointAt(0)))
                && word.codePoints()
                        .mapToObj(UnicodeScript::of)
                        .allMatch(script -> UNSPACED.contains(script)
                                || script == UnicodeScript.INHERITED
                                || script == UnicodeScript.COMMON);
    }

    /** Whether a name has more letters than any name, where some of its letters stand for many. */
    boolean isTooLong(String name) {
        return Names.plain(name).length() > LONGEST_WRITTEN_OUT;
    }

    /** Whether a name says that it speaks for the site, whoever works there. */
    boolean speaksForTheSite(String name) {
        return skeletons(bare(name)).stream()
                .anyMatch(words -> words.stream().anyMatch(offices::contains)
                        || (known.containsAll(words) && words.stream().anyMatch(telling::contains))
                        || isMadeOfRoles(String.join("", words)));
    }

    private boolean isMadeOfRoles(String look) {
        return madeOfWords(look, false)[look.length()] == Made.OF_ROLES
                || officesWithin.stream().anyMatch(look::contains);
    }

    /** What the name of a member of staff may look like in this one: all of it, or what is left without words for roles. */
    Set<String> mayBe(String name) {
        Set<String> skeletons = new HashSet<>();
        for (List<String> words : skeletons(bare(name))) {
            String whole = String.join("", words);
            skeletons.add(whole);
            if (words.stream().anyMatch(telling::contains)) {
                skeletons.add(String.join(
                        "", words.stream().filter(word -> !known.contains(word)).toList()));
            }
            Made[] before = madeOfWords(whole, false);
            Made[] behind = madeOfWords(whole, true);
            for (int cut = 1; cut < whole.length(); cut++) {
                if (before[cut] == Made.OF_ROLES) {
                    skeletons.add(whole.substring(cut));
                }
                if (behind[whole.length() - cut] == Made.OF_ROLES) {
                    skeletons.add(whole.substring(0, cut));
                }
            }
        }
        skeletons.remove("");
        return skeletons;
    }

    /** The name, and the same without the numbers that a name is told from its namesakes by. */
    private static List<String> bare(String name) {
        String before = DIGITS_BEFORE.matcher(name.strip()).replaceFirst("");
        return List.of(
                name,
                DIGITS_BEHIND.matcher(before).replaceFirst(""),
                DIGITS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll(" "));
    }

    /** Each look once. */
    private static Set<List<String>> skeletons(List<String> names) {
        return names.stream()
                .flatMap(name -> LookAlike.words(name).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether a part of a look is one of known words, one behind the other; and whether any of them tells of a role. */
    private enum Made {
        NOT,
        OF_WORDS,
        OF_ROLES
    }

    /**
     * What the parts of a look are made of, by their length.
     *
     * @param fromItsEnd whether they are the last letters of it, and not the first
     */
    private Made[] madeOfWords(String look, boolean fromItsEnd) {
        Made[] made = new Made[look.length() + 1];
        Arrays.fill(made, Made.NOT);
        made[0] = Made.OF_WORDS;
        for (int from = 0; from < look.length(); from++) {
            int last = made[from] == Made.NOT ? from : Math.min(look.length(), from + longest);
            for (int to = from + SHORTEST_WITHIN_UNSPACED; to <= last; to++) {
                String word = fromItsEnd
                        ? look.substring(look.length() - to, look.length() - from)
                        : look.substring(from, to);
                if (within.contains(word) && made[to] != Made.OF_ROLES) {
                    made[to] = telling.contains(word) ? Made.OF_ROLES : made[from];
                }
            }
        }
        return made;
    }
}
