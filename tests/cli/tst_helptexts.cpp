// SPDX-License-Identifier: GPL-3.0-or-later
// Every text of help in each language.
#include "app/cli/help.h"
#include "app/cli/program.h"
#include "app/cli/texttable.h"
#include "core/base/language.h"

#include <QTest>

using namespace holdfast;
using namespace Qt::Literals::StringLiterals;

class HelpTextsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextIsTranslated()
    {
        Language language;
        language.speak(u"zh_CN"_s);
        QStringList missing;
        for (const QString &text : cli::helpTexts(cli::makeRegistry())) {
            if (QCoreApplication::translate("Help", text.toUtf8().constData()) == text)
                missing.append(text);
        }
        // In the form in which they are added to translations/help_zh_CN.ts.
        for (const QString &text : std::as_const(missing))
            qInfo().noquote() << u"<source>%1</source>"_s.arg(text.toHtmlEscaped());
        QCOMPARE(missing.size(), 0);
    }

    void linesStayShort_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : Language::available())
            QTest::newRow(name.toUtf8().constData()) << name;
    }

    void linesStayShort()
    {
        QFETCH(const QString, name);
        Language language;
        language.speak(name);
        const cli::CommandRegistry registry = cli::makeRegistry();
        for (const auto &command : registry.commands()) {
            const cli::CommandSpec &spec = command->spec();
            QStringList words{spec.noun, spec.verb, u"--help"_s};
            words.removeAll(QString());
            const auto line = cli::parseCommandLine(words, registry);
            QVERIFY(line);
            for (const QString &text : cli::helpText(*line, registry).split(u'\n')) {
                // Examples are there to be copied: they stay on one line.
                if (!text.trimmed().startsWith(cli::kProgramName))
                    QVERIFY2(cli::displayWidth(text) <= 80, qPrintable(text));
            }
        }
    }

    void chineseBreaksBetweenSigns()
    {
        QCOMPARE(cli::wrapped(u"手机上的文件，不含缓存 adb 服务器"_s, 2, 16),
                 u"  手机上的文件，\n  不含缓存 adb\n  服务器\n"_s);
        // No line begins with a sign that ends a sentence.
        QCOMPARE(cli::wrapped(u"手机上的文件。"_s, 0, 12), u"手机上的文\n件。\n"_s);
    }
};

QTEST_GUILESS_MAIN(HelpTextsTest)
#include "tst_helptexts.moc"
