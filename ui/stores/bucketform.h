// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/storeservice.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;
class QTabWidget;

namespace holdfast::ui {

/// Asks for all that a store in a bucket needs: where it lies, with which keys, and how new backups are kept.
class BucketForm final : public QWidget
{
    Q_OBJECT

public:
    /// Whose service it is; the words are those of the store's options.
    enum class Service { Aws, Oss, Obs, Generic };

    explicit BucketForm(QWidget *parent = nullptr);

    /// Whose service a bucket that is known lies at.
    static Service serviceOf(const StoreView &store);
    void setService(Service service);
    /// Fills the form with a store that is to be changed; a secret that is kept for it stays unless another
    /// one is typed. After setService().
    void fill(const StoreView &store);
    /// What the widgets say; the name is not theirs.
    [[nodiscard]] StoreSetup setup() const;
    /// What has to be filled in still, as a sentence; empty where nothing is.
    [[nodiscard]] QString missing() const;

Q_SIGNALS:
    void changed();

private:
    static constexpr int kUsualPart = 8; ///< MiB.
    static constexpr int kUsualSeconds = 60;
    static constexpr int kUsualMinutes = 15;

    QWidget *makePlace();
    QWidget *makeBackups();
    QWidget *makeConnection();
    void connectAll();
    void review();
    void chooseFile(QLineEdit *edit, const QString &objectName, const QString &title);
    QWidget *withFileButton(QLineEdit *edit, const QString &objectName, const QString &title);
    [[nodiscard]] QString secretKind() const;
    [[nodiscard]] QString secretSentence() const;
    [[nodiscard]] QJsonObject options() const;
    [[nodiscard]] QString placeText() const;
    [[nodiscard]] bool secretStays() const;

    Service m_service = Service::Aws;
    StoreView m_known{};    ///< The store that is changed, if one is.
    QString m_shownPlace{}; ///< Its URL as the widgets write it.
    QTabWidget *m_tabs;
    QLineEdit *m_bucket;
    QLineEdit *m_prefix;
    QLineEdit *m_region;
    QLineEdit *m_endpoint;
    QComboBox *m_secretPlace;
    QLineEdit *m_accessKey;
    QLineEdit *m_secret; ///< Typed, to be kept.
    QLineEdit *m_secretName;
    QLabel *m_secretNameTitle;
    QWidget *m_secretNameRow = nullptr;
    QWidget *m_secretFileButton = nullptr;
    QLabel *m_secretWords;
    QFormLayout *m_placeLayout = nullptr;
    QComboBox *m_check;
    QSpinBox *m_lockDays;
    QComboBox *m_lockMode;
    QComboBox *m_storageClass;
    QComboBox *m_encryption;
    QLineEdit *m_kmsKey;
    QLineEdit *m_tags;
    QComboBox *m_addressing;
    QLineEdit *m_caFile;
    QCheckBox *m_plainHttp;
    QSpinBox *m_partSize;
    QSpinBox *m_timeout;
    QSpinBox *m_patience;
};

} // namespace holdfast::ui
