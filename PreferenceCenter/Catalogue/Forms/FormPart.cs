namespace PreferenceCenter.Catalogue.Forms;

/// <summary>What people see of a form, one after the other.</summary>
public enum FormPart
{
    Page,

    /// <summary>The email that asks to confirm.</summary>
    Email,

    /// <summary>The page that this email leads to.</summary>
    Confirmation,
}
