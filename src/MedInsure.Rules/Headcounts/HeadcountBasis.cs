namespace MedInsure.Rules.Headcounts;

/// <summary>How far a headcount is established. A run names the one it rests on.</summary>
public enum HeadcountBasis
{
    /// <summary>预估</summary>
    Estimated,

    /// <summary>上报</summary>
    Reported,

    /// <summary>核定</summary>
    Certified,
}

/// <summary>On what ground a person is enrolled; all get the same fiscal subsidy (医保发〔2020〕24号 一(一)).</summary>
public enum EnrolmentBasis
{
    /// <summary>户籍</summary>
    HouseholdRegister,

    /// <summary>居住证</summary>
    ResidencePermit,

    /// <summary>学籍</summary>
    SchoolRegister,

    /// <summary>港澳台居民</summary>
    HongKongMacaoTaiwan,
}
