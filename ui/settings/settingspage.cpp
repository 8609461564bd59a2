// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingspage.h"

#include "core/base/language.h"
#include "core/engine/engine.h"
#include "ui/shell/enginelink.h"
#include "ui/shell/uisettings.h"
#include "ui/widgets/named.h"
#include "ui/widgets/wraplabel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace holdfast::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The fields of all groups below each other, and as wide as the widest choice.
void lineUp(const QWidget &content)
{
    int labelWidth = 0;
    int comboWidth = 0;
    QList<QWidget *> labels;
    for (const QFormLayout *form : content.findChildren<QFormLayout *>()) {
        for (int row = 0; row < form->rowCount(); ++row) {
            if (const QLayoutItem *item = form->itemAt(row, QFormLayout::LabelRole))
                labels << item->widget();
        }
    }
    const auto combos = content.findChildren<QComboBox *>();
    for (const QWidget *label : std::as_const(labels))
        labelWidth = std::max(labelWidth, label->sizeHint().width());
    for (const QComboBox *combo : combos)
        comboWidth = std::max(comboWidth, combo->sizeHint().width());
    for (QWidget *label : std::as_const(labels))
        label->setMinimumWidth(labelWidth);
    for (QComboBox *combo : combos)
        combo->setMinimumWidth(comboWidth);
}

} // namespace

SettingsPage::SettingsPage(UiContext &context, QWidget *parent) : QScrollArea(parent), m_context(context)
{
    setObjectName(u"settingsPage"_s);
    setAccessibleName(tr("Settings"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(12);
    layout->addWidget(makeAppearance());
    layout->addWidget(makeTransfer());
    layout->addWidget(makePlaces());
    layout->addStretch(1);
    lineUp(*content);
    content->setMaximumWidth(fontMetrics().horizontalAdvance(u'n') * 100);
    setWidget(content);
}

QWidget *SettingsPage::makeAppearance()
{
    UiSettings &settings = m_context.settings;
    auto *group = named(new QGroupBox(tr("Appearance and language")), u"settingsAppearanceGroup"_s);
    auto *theme = named(new QComboBox, u"settingsThemeCombo"_s, tr("Theme"));
    theme->addItem(tr("As the system"), int(ThemeMode::System));
    theme->addItem(tr("Light"), int(ThemeMode::Light));
    theme->addItem(tr("Dark"), int(ThemeMode::Dark));
    theme->setCurrentIndex(theme->findData(int(settings.theme())));
    connect(theme, &QComboBox::currentIndexChanged, this,
            [this, theme] { m_context.settings.setTheme(ThemeMode(theme->currentData().toInt())); });
    auto *language = named(new QComboBox, u"settingsLanguageCombo"_s, tr("Language"));
    language->addItem(tr("As the system"), QString());
    for (const QString &name : Language::available())
        language->addItem(name == "en"_L1 ? u"English"_s : QLocale(name).nativeLanguageName(), name);
    language->setCurrentIndex(std::max(0, language->findData(settings.language())));
    connect(language, &QComboBox::currentIndexChanged, this,
            [this, language] { m_context.settings.setLanguage(language->currentData().toString()); });
    auto *notify = named(new QComboBox, u"settingsNotifyCombo"_s, tr("Notifications"));
    notify->addItem(tr("When a batch of jobs has ended"), int(NotifyMode::Every));
    notify->addItem(tr("When something went wrong"), int(NotifyMode::Problems));
    notify->addItem(tr("Never"), int(NotifyMode::None));
    notify->setCurrentIndex(notify->findData(int(settings.notifyMode())));
    connect(notify, &QComboBox::currentIndexChanged, this,
            [this, notify] { m_context.settings.setNotifyMode(NotifyMode(notify->currentData().toInt())); });
    auto *close = named(new QComboBox, u"settingsCloseCombo"_s, tr("Closing the window while jobs run"));
    close->addItem(tr("Ask what becomes of them"), int(CloseMode::Ask));
    close->addItem(tr("Keep running beside the clock"), int(CloseMode::Tray));
    close->setCurrentIndex(close->findData(int(settings.closeMode())));
    connect(close, &QComboBox::currentIndexChanged, this,
            [this, close] { m_context.settings.setCloseMode(CloseMode(close->currentData().toInt())); });
    connect(&settings, &UiSettings::closeModeChanged, close,
            [close](CloseMode mode) { close->setCurrentIndex(close->findData(int(mode))); });
    auto *reset = named(new QPushButton(tr("Reset layout")), u"settingsResetLayoutButton"_s);
    connect(reset, &QPushButton::clicked, this, &SettingsPage::layoutReset);
    auto *form = new QFormLayout(group);
    form->addRow(tr("Theme"), theme);
    form->addRow(tr("Language"), language);
    form->addRow(tr("Notifications"), notify);
    form->addRow(tr("Closing the window while jobs run"), close);
    form->addRow(tr("Columns and panes"), reset);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    return group;
}

QWidget *SettingsPage::makeTransfer()
{
    UiSettings &settings = m_context.settings;
    auto *group = named(new QGroupBox(tr("Transfer")), u"settingsTransferGroup"_s);
    auto *parallel = named(new QSpinBox, u"settingsParallelSpin"_s, tr("Phones at once"));
    parallel->setRange(UiSettings::kLeastParallel, UiSettings::kMostParallel);
    parallel->setValue(settings.parallelJobs());
    connect(parallel, &QSpinBox::valueChanged, this,
            [this](int count) { m_context.settings.setParallelJobs(count); });
    auto *hint = new WrapLabel(
        tr("Takes effect when Holdfast is started the next time. Every backup is checked once it "
           "is stored, as thoroughly as its store says; that cannot be turned off."));
    auto *form = new QFormLayout(group);
    form->addRow(tr("Phones at once"), parallel);
    form->addRow(hint);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    return group;
}

QWidget *SettingsPage::makePlaces()
{
    auto *group = named(new QGroupBox(tr("Places")), u"settingsPlacesGroup"_s);
    const EngineOptions &options = m_context.engine.options();
    const auto place = [](const QString &text, const QString &name, const QString &spoken) {
        auto *label = named(new WrapLabel(text), name, spoken);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        return label;
    };
    auto *open = named(new QPushButton(tr("Open the log's folder")), u"settingsOpenLogButton"_s);
    const QString folder = options.dataDirectory + u"/log"_s;
    connect(open, &QPushButton::clicked, this,
            [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
    auto *form = new QFormLayout(group);
    form->addRow(tr("Adb server"), place(options.adb.text(), u"settingsAdbLabel"_s, tr("Adb server")));
    form->addRow(tr("Data"),
                 place(QDir::toNativeSeparators(options.dataDirectory), u"settingsDataLabel"_s, tr("Data")));
    form->addRow(tr("Log"), open);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    return group;
}

} // namespace holdfast::ui
