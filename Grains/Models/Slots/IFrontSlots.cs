using Krewe.Naming;

namespace Krewe.Grains.Models.Slots;

/// <summary>The slots that this silo's front keeps. Any thread may call.</summary>
public interface IFrontSlots
{
    /// <summary>Others wait for that model: what is idle goes back now, what is in use when its execution ends.</summary>
    /// <param name="model">Whose slots.</param>
    void Revoke(ModelKey model);
}
