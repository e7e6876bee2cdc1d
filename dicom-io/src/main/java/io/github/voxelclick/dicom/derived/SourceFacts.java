package io.github.voxelclick.dicom.derived;

import io.github.voxelclick.dicom.data.Attributes;
import io.github.voxelclick.dicom.data.Sequence;
import io.github.voxelclick.dicom.data.Tag;
import io.github.voxelclick.dicom.data.VR;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a SEG repeats of its source without change: patient, study, trial (PS3.3 C.7.1.1, C.7.2.1,
 * C.7.2.2, C.7.1.3, C.7.2.3). An archive that finds a difference here files the SEG under another
 * patient or rejects it. Nothing that describes the acquisition or the pixel values is repeated.
 */
public final class SourceFacts {
  private static final int[] PATIENT = {
    Tag.PatientName,
    Tag.PatientID,
    Tag.IssuerOfPatientID,
    Tag.IssuerOfPatientIDQualifiersSequence,
    Tag.PatientBirthDate,
    Tag.PatientBirthTime,
    Tag.PatientSex,
    Tag.QualityControlSubject,
    Tag.OtherPatientIDs,
    Tag.OtherPatientIDsSequence,
    Tag.OtherPatientNames,
    Tag.EthnicGroup,
    Tag.PatientComments,
    Tag.PatientSpeciesDescription,
    Tag.PatientSpeciesCodeSequence,
    Tag.PatientBreedDescription,
    Tag.PatientBreedCodeSequence,
    Tag.BreedRegistrationSequence,
    Tag.ResponsiblePerson,
    Tag.ResponsiblePersonRole,
    Tag.ResponsibleOrganization,
    Tag.PatientIdentityRemoved,
    Tag.DeidentificationMethod,
    Tag.DeidentificationMethodCodeSequence
  };

  private static final int[] STUDY = {
    Tag.StudyInstanceUID,
    Tag.StudyDate,
    Tag.StudyTime,
    Tag.ReferringPhysicianName,
    Tag.ReferringPhysicianIdentificationSequence,
    Tag.ConsultingPhysicianName,
    Tag.StudyID,
    Tag.AccessionNumber,
    Tag.IssuerOfAccessionNumberSequence,
    Tag.StudyDescription,
    Tag.PhysiciansOfRecord,
    Tag.NameOfPhysiciansReadingStudy,
    Tag.ReferencedStudySequence,
    Tag.ProcedureCodeSequence,
    Tag.ReasonForPerformedProcedureCodeSequence
  };

  private static final int[] PATIENT_STUDY = {
    Tag.AdmittingDiagnosesDescription,
    Tag.AdmittingDiagnosesCodeSequence,
    Tag.PatientAge,
    Tag.PatientSize,
    Tag.PatientWeight,
    Tag.PatientSizeCodeSequence,
    Tag.MedicalAlerts,
    Tag.Allergies,
    Tag.SmokingStatus,
    Tag.PregnancyStatus,
    Tag.LastMenstrualDate,
    Tag.PatientState,
    Tag.Occupation,
    Tag.AdditionalPatientHistory,
    Tag.PatientSexNeutered,
    Tag.AdmissionID,
    Tag.IssuerOfAdmissionIDSequence,
    Tag.ServiceEpisodeID,
    Tag.ServiceEpisodeDescription,
    Tag.ReasonForVisit
  };

  private static final int[] CLINICAL_TRIAL = {
    Tag.ClinicalTrialSponsorName,
    Tag.ClinicalTrialProtocolID,
    Tag.ClinicalTrialProtocolName,
    Tag.ClinicalTrialSiteID,
    Tag.ClinicalTrialSiteName,
    Tag.ClinicalTrialSubjectID,
    Tag.ClinicalTrialSubjectReadingID,
    Tag.ClinicalTrialProtocolEthicsCommitteeName,
    Tag.ClinicalTrialProtocolEthicsCommitteeApprovalNumber,
    Tag.ClinicalTrialTimePointID,
    Tag.ClinicalTrialTimePointDescription,
    Tag.LongitudinalTemporalOffsetFromEvent,
    Tag.LongitudinalTemporalEventType,
    Tag.ConsentForClinicalTrialUseSequence
  };

  private static final int[] SERIES = {Tag.BodyPartExamined, Tag.Laterality};

  /** Kept as it is, legal or not. */
  private static final Set<Integer> IDENTITY =
      Set.of(
          Tag.PatientName,
          Tag.PatientID,
          Tag.IssuerOfPatientID,
          Tag.PatientBirthDate,
          Tag.PatientSex,
          Tag.StudyInstanceUID);

  private SourceFacts() {}

  /**
   * Copies what is to be repeated; what must at least be there empty (type 2) is added empty. A
   * value that DICOM does not allow would make the whole object invalid: dates and times of older
   * standards are written in today's form, others are left out; all this unless it says who the
   * patient is or which study this is.
   *
   * @param target texts will be read as UTF-8: its character set must be ISO_IR 192 already
   */
  public static void copy(Attributes source, Attributes target) {
    for (int[] group : new int[][] {PATIENT, STUDY, PATIENT_STUDY, CLINICAL_TRIAL}) {
      copy(source, target, group);
    }
    for (int tag : SERIES) {
      if (source.containsValue(tag)) {
        copy(source, target, tag);
      }
    }
    for (int tag : illegal(source)) {
      target.remove(tag);
    }
    for (int tag : target.tags()) {
      if (target.getVR(tag) == VR.DA || target.getVR(tag) == VR.TM) {
        target.setString(tag, target.getVR(tag), texts(target, tag));
      }
    }
    addEmpty(target, VR.PN, Tag.PatientName, Tag.ReferringPhysicianName);
    addEmpty(target, VR.LO, Tag.PatientID);
    addEmpty(target, VR.DA, Tag.PatientBirthDate, Tag.StudyDate);
    addEmpty(target, VR.TM, Tag.StudyTime);
    addEmpty(target, VR.CS, Tag.PatientSex);
    addEmpty(target, VR.SH, Tag.StudyID, Tag.AccessionNumber);
  }

  /**
   * The values of an element as {@link #copy(Attributes, Attributes)} writes them: dates and times
   * of older standards in today's form, except those that say who the patient is.
   *
   * @return null where there are none
   */
  public static String @Nullable [] texts(Attributes source, int tag) {
    String[] texts = source.getStrings(tag);
    VR vr = source.getVR(tag);
    if (texts == null || IDENTITY.contains(tag) || (vr != VR.DA && vr != VR.TM)) {
      return texts;
    }
    return Arrays.stream(texts)
        .map(text -> Texts.legal(vr, text).orElse(text))
        .toArray(String[]::new);
  }

  /** Tags of what {@link #copy(Attributes, Attributes)} leaves out for its illegal value. */
  public static List<Integer> illegal(Attributes source) {
    List<Integer> tags = new ArrayList<>();
    for (int[] group : new int[][] {PATIENT, STUDY, PATIENT_STUDY, CLINICAL_TRIAL, SERIES}) {
      for (int tag : group) {
        String[] texts = source.getStrings(tag);
        if (texts != null
            && !IDENTITY.contains(tag)
            && Arrays.stream(texts).anyMatch(t -> Texts.legal(source.getVR(tag), t).isEmpty())) {
          tags.add(tag);
        }
      }
    }
    tags.addAll(unexplainedRemoval(source));
    return tags;
  }

  /** That a person's identity was removed may only be said with the method (PS3.3 C.7.1.1). */
  private static List<Integer> unexplainedRemoval(Attributes source) {
    List<Integer> tags = new ArrayList<>();
    if ("YES".equals(source.getString(Tag.PatientIdentityRemoved))) {
      for (int tag :
          new int[] {Tag.DeidentificationMethod, Tag.DeidentificationMethodCodeSequence}) {
        if (!source.containsValue(tag)) {
          tags.add(tag);
        }
      }
      if (tags.size() == 2) {
        tags.add(Tag.PatientIdentityRemoved);
      }
    }
    tags.removeIf(tag -> !source.contains(tag));
    return tags;
  }

  /** Copies elements, decoding their texts and dropping private ones inside sequences. */
  public static void copy(Attributes source, Attributes target, int... tags) {
    for (int tag : tags) {
      if (source.contains(tag) && source.getVR(tag) != VR.UN) {
        target.addSelected(source, tag);
        tidy(target.getSequence(tag));
      }
    }
  }

  /** Items must not name the character set that their texts had before they were copied. */
  private static void tidy(Sequence sequence) {
    if (sequence == null) {
      return;
    }
    for (Attributes item : sequence) {
      item.remove(Tag.SpecificCharacterSet);
      for (int tag : item.tags()) {
        if (Tag.isPrivate(tag)) {
          item.remove(tag);
        } else {
          tidy(item.getSequence(tag));
        }
      }
    }
  }

  private static void addEmpty(Attributes target, VR vr, int... tags) {
    for (int tag : tags) {
      if (!target.contains(tag)) {
        target.setNull(tag, vr);
      }
    }
  }
}
