namespace PreferenceCenter.Catalogue;

/// <summary>What <see cref="ConsentLint"/> looks for, by its wire name in commands.</summary>
internal enum ConsentRule
{
    Notice,
    Languages,
    Purpose,
    Controller,
    PrivacyLink,
    Bundled,
    Guilt,
    Explicit,
    Topics,
    Open,
}
